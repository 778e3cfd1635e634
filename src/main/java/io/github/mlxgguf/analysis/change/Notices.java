package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.change.RunChange.Notice;
import java.util.ArrayList;
import java.util.List;

/** What must be read before the figures of two runs. */
final class Notices {
    private static final String OLD = "old run";
    private static final String NEW = "new run";
    private static final String BOTH = "both runs";

    private Notices() {}

    /** What holds for both first; what says that figures are no evidence before what says that a run is not whole. */
    static List<Notice> of(ComparedRun old, ComparedRun now) {
        List<Banner> before = old.findings().banners();
        List<Banner> after = now.findings().banners();
        List<Notice> notices = new ArrayList<>();
        for (Level level : Level.values()) {
            after.stream()
                    .filter(banner -> banner.level() == level)
                    .forEach(banner -> notices.add(new Notice(before.contains(banner) ? BOTH : NEW, banner)));
            before.stream()
                    .filter(banner -> banner.level() == level && !after.contains(banner))
                    .forEach(banner -> notices.add(new Notice(OLD, banner)));
        }
        String then = old.summary().provenance().started();
        String today = now.summary().provenance().started();
        if (then != null && today != null && then.compareTo(today) > 0) {
            notices.add(new Notice(
                    BOTH,
                    new Banner(
                            Level.WARNING,
                            "The old run is the newer one",
                            "The run given as OLD began at " + then + ", the run given as NEW at " + today
                                    + ": better and worse are the other way round than time.")));
        }
        return notices;
    }
}
