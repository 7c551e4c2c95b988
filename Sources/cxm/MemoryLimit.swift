import ArgumentParser
import Foundation

/// `2GB`, `512MB`, `50%` of the machine's memory, or `0` for no limit.
struct MemoryLimit {
    /// Nil for no limit.
    let bytes: Int?

    /// Throws where the text says no size; `name` says whose it is.
    init(_ text: String, called name: String) throws {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).trimmingPrefix { $0 == " " }.uppercased()
        let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        let sizes = ["KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "%": max(1, memory / 100)]
        if let number = Int(digits), number == 0, unit.isEmpty {
            bytes = nil
            return
        }
        guard let number = Int(digits), number > 0, let size = sizes[unit],
            !number.multipliedReportingOverflow(by: size).overflow
        else {
            throw CommandFailure(
                "The \(name) is '\(text)'; it should be a size such as 2GB or 512MB, a share of "
                    + "the machine's memory such as 50%, or 0 for no limit.")
        }
        bytes = number * size
    }
}

/// `--memory-limit`, for commands that ask the native engine.
struct MemoryOptions: ParsableArguments {
    @Option(help: "How much memory a question may take, such as 2GB (default: CXM_MEMORY_LIMIT).")
    var memoryLimit: String?

    /// Bytes; nil for no limit.
    func bytes(_ settings: Settings) throws -> Int? {
        guard let memoryLimit else { return settings.memoryLimit }
        return try MemoryLimit(memoryLimit, called: "option --memory-limit").bytes
    }
}
