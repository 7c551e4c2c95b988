import Foundation

/// What the system says about this process; empty where it does not say it.
enum ProcessFigures {
    static var metrics: [Metric] {
        var metrics: [Metric] = []
        if let bytes = memoryBytes {
            metrics.append(
                Metric(
                    "process_resident_memory_bytes", .gauge, "Memory that the process takes.",
                    bytes))
        }
        if let count = openFileCount {
            metrics.append(
                Metric("process_open_fds", .gauge, "Files and connections that are open.", count))
        }
        return metrics
    }

    /// The second number of Linux' `statm` counts pages.
    private static var memoryBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return nil
        }
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        return numbers.count > 1 ? numbers[1] * Int(sysconf(Int32(_SC_PAGESIZE))) : nil
    }

    private static var openFileCount: Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
}
