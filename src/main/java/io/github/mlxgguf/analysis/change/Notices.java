package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.change.RunChange.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must be read before the figures of two runs. */
final class Notices {
    private static final String OLD = "old run";
    private static final String NEW = "new run";
    private static final String BOTH = "both runs";

    private Notices() {}

    /** A copy is known by what it holds, whatever id it goes by. */
    private static Optional<Notice> sameRecords(ComparedRun old, ComparedRun now) {
        if (content(old).equals(content(now))) {
            return Optional.of(new Notice(
                    BOTH,
                    new Banner(
                            Level.WARNING,
                            "These are the same records",
                            "A run is compared with itself or with a copy of itself, so nothing can differ.")));
        }
        return old.summary().runId().equals(now.summary().runId())
                ? Optional.of(new Notice(
                        BOTH,
                        new Banner(
                                Level.WARNING,
                                "Both runs have the same id",
                                "Both are run " + now.summary().runId()
                                        + ", but their records differ: one of them was changed or cut off.")))
                : Optional.empty();
    }

    private static List<Object> content(ComparedRun run) {
        List<Object> content = new ArrayList<>();
        run.data().entries().forEach(entry -> {
            content.add(entry.envelope().ts());
            content.add(entry.body());
        });
        return content;
    }

    /** What holds for both first; what says that figures are no evidence before what says that a run is not whole. */
    static List<Notice> of(ComparedRun old, ComparedRun now) {
        List<Banner> before = old.findings().banners();
        List<Banner> after = now.findings().banners();
        List<Notice> notices = new ArrayList<>();
        sameRecords(old, now).ifPresent(notices::add);
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
        if (then != null && today != null && Moments.compare(then, today) > 0) {
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
