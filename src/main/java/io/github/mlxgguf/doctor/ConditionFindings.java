package io.github.mlxgguf.doctor;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.ProcessPriority;
import io.github.mlxgguf.monitor.ThermalPressure;
import io.github.mlxgguf.record.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the machine is like right now: power, heat, memory, swap, load, priority. */
final class ConditionFindings {
    /** Above it, something has been pushed out of memory that will be missed. A Mac keeps some swap for no reason. */
    static final long SWAP_WARNING_BYTES = Sizes.GB;

    /** The share below which the flag {@code low_memory} is raised. */
    static final double LOW_MEMORY_SHARE = 0.05;

    /** Load average over one minute, for each core. The suite's own build is in it. */
    static final double BUSY_LOAD_PER_CORE = 0.5;

    private static final int FULL_SPEED_PERCENT = 100;
    private static final int PRESSURE_NORMAL = 1;
    private static final int PRESSURE_CRITICAL = 4;
    private static final String UNKNOWN_HERE = "unknown on this system";
    private static final String CLOSE_OTHERS = "Close other programs.";

    private ConditionFindings() {}

    static List<Finding> of(MachineConditions now, @Nullable Long ramBytes) {
        List<Finding> findings = new ArrayList<>();
        findings.add(power(now));
        if (Boolean.TRUE.equals(now.lowPowerMode())) {
            findings.add(Finding.warning(
                    "power mode",
                    "low-power mode is on, which lowers clock rates",
                    "Turn it off in System Settings, Battery (Energy on a desktop)."));
        }
        findings.add(heat(now));
        findings.add(memory(now, ramBytes));
        findings.add(swap(now.swapUsedBytes()));
        findings.add(load(now));
        findings.addAll(priorities(now));
        return findings;
    }

    private static Finding power(MachineConditions now) {
        MachineConditions.PowerSource source = now.power();
        if (source == null) {
            return Finding.ok("power", UNKNOWN_HERE);
        }
        return switch (source) {
            case MAINS -> Finding.ok("power", "mains");
            case BATTERY -> Finding.warning("power", "on battery, which may lower clock rates", "Plug it in.");
            case UPS ->
                Finding.warning(
                        "power", "on an uninterruptible supply: the mains are gone", "Wait until the mains are back.");
        };
    }

    private static Finding heat(MachineConditions now) {
        Integer limit = now.cpuSpeedLimitPercent();
        if (limit != null && limit < FULL_SPEED_PERCENT) {
            return Finding.warning(
                    "heat",
                    "the processor is held at " + limit + " % of its clock rate",
                    "Let it cool down, and raise run.cooldown.");
        }
        ThermalPressure thermal = now.thermal();
        if (thermal == null) {
            return Finding.ok("heat", limit == null ? UNKNOWN_HERE : "full clock rate allowed");
        }
        return thermal == ThermalPressure.NOMINAL
                ? Finding.ok("heat", "nominal")
                : Finding.warning(
                        "heat", "thermal pressure is " + thermal.label(), "Let it cool down, and raise run.cooldown.");
    }

    private static Finding memory(MachineConditions now, @Nullable Long ramBytes) {
        Integer pressure = now.pressure();
        Long available = now.availableBytes();
        String room = available == null ? "available memory unknown" : Sizes.text(available) + " available";
        if (pressure != null && pressure >= PRESSURE_CRITICAL) {
            return Finding.problem("memory", room + ", pressure critical", CLOSE_OTHERS);
        }
        if (pressure != null && pressure > PRESSURE_NORMAL) {
            return Finding.warning("memory", room + ", pressure warn", CLOSE_OTHERS);
        }
        String found = pressure == null ? room : room + ", pressure normal";
        return available != null && ramBytes != null && available < ramBytes * LOW_MEMORY_SHARE
                ? Finding.warning("memory", found, CLOSE_OTHERS)
                : Finding.ok("memory", found);
    }

    private static Finding swap(@Nullable Long used) {
        if (used == null) {
            return Finding.ok("swap", UNKNOWN_HERE);
        }
        return used < SWAP_WARNING_BYTES
                ? Finding.ok("swap", used == 0 ? "none in use" : Sizes.text(used) + " in use")
                : Finding.warning(
                        "swap",
                        Sizes.text(used) + " in use: memory was short before",
                        "Close other programs; a restart empties it.");
    }

    private static Finding load(MachineConditions now) {
        Double load = now.load1m();
        if (load == null) {
            return Finding.ok("load", UNKNOWN_HERE);
        }
        String found = String.format(Locale.ROOT, "%.1f over the last minute, on %d cores", load, now.cores());
        return load > now.cores() * BUSY_LOAD_PER_CORE
                ? Finding.warning("load", found, "Close other programs, and wait a minute: a build counts too.")
                : Finding.ok("load", found);
    }

    private static List<Finding> priorities(MachineConditions now) {
        List<Finding> lowered = new ArrayList<>();
        ProcessPriority suite = now.suite();
        if (suite != null && suite.lowered()) {
            lowered.add(Finding.warning(
                    "priority",
                    "this process runs " + lowered(suite) + ", and what it starts does too",
                    "Run it from a terminal of a normal login, without nice, and not from launchd or cron."));
        }
        ProcessPriority server = now.server();
        if (server != null && server.lowered()) {
            lowered.add(Finding.warning(
                    "priority",
                    "the server (process " + server.pid() + ") runs " + lowered(server),
                    Flag.BACKGROUND_PRIORITY.remedy()));
        }
        if (!lowered.isEmpty()) {
            return lowered;
        }
        return List.of(Finding.ok("priority", suite == null ? UNKNOWN_HERE : "normal"));
    }

    private static String lowered(ProcessPriority priority) {
        return priority.background() ? "at background priority" : "with nice " + priority.nice();
    }
}
