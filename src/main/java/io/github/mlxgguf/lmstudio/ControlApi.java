package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/**
 * LM Studio's control calls. Answers are taken as raw bodies, because an answer of status 200 may be an error text: the
 * server says "Unexpected endpoint" that way.
 */
interface ControlApi {
    @GET("lmstudio-greeting")
    Call<ResponseBody> greeting();

    @GET("mlx-gguf-bench/engine")
    Call<ResponseBody> engine();

    @GET("api/v1/models")
    Call<ResponseBody> models();

    @POST("api/v1/models/load")
    Call<ResponseBody> load(@Body JsonNode body);

    @POST("api/v1/models/unload")
    Call<ResponseBody> unload(@Body JsonNode body);

    @POST("api/v1/chat")
    Call<ResponseBody> chat(@Body JsonNode body);

    @POST("api/v0/chat/completions")
    Call<ResponseBody> chatV0(@Body JsonNode body);
}
