import Foundation

/// A setting: read once, when the program starts.
struct Setting: Sendable {
    let name: String
    let fallback: String
    let help: String

    static let home = Setting(
        name: "CXM_HOME", fallback: "cxm-home",
        help: "The folder that holds users and datasets; --home goes before it.")
    static let library = Setting(
        name: "CXM_DUCKDB_LIBRARY", fallback: "",
        help: "The path of libduckdb 1.5; without it, the folders around cxm are searched.")
    static let timezone = Setting(
        name: "CXM_TIMEZONE", fallback: "Asia/Seoul",
        help: "The project's time zone: where days begin and times without an offset are read.")
    static let threads = Setting(
        name: "CXM_THREADS", fallback: "0",
        help: "How many threads answer a question; 0 means one per core.")
    static let duckDBMemory = Setting(
        name: "CXM_DUCKDB_MEMORY_MB", fallback: "700",
        help: "How much memory DuckDB may take for reading files and running SQL, in megabytes.")

    static let user = Setting(
        name: "CXM_USER", fallback: "",
        help: "Who acts, as owner, author and in the audit; without it, the name at this computer.")
    static let memoryLimit = Setting(
        name: "CXM_MEMORY_LIMIT", fallback: "50%",
        help: "How much memory a question may take: 2GB, 512MB, a share of the machine's, or 0 for "
            + "no limit; --memory-limit goes before it.")
    static let dropFolder = Setting(
        name: "CXM_DROP_FOLDER", fallback: "",
        help: "The folder below which deliveries drop files; without it, the home's folder drops.")

    static let web = Setting(
        name: "CXM_WEB", fallback: "",
        help: "The folder with the web interface's files; without it, the folders around cxm are "
            + "searched.")
    static let webIsLive = Setting(
        name: "CXM_WEB_RELOAD", fallback: "0",
        help:
            "1: the web interface's files are read again at each request, for those who write them."
    )

    /// All of them, in the order in which they are shown.
    static let all = [
        home, user, library, timezone, threads, memoryLimit, duckDBMemory, dropFolder, web,
        webIsLive,
    ]

    /// What `cxm --help-settings` prints.
    static var helpText: String {
        "Settings are read from the environment:\n\n"
            + all.map { setting in
                let fallback = setting.fallback.isEmpty ? "" : " (default: \(setting.fallback))"
                return "  \(setting.name)\(fallback)\n      \(setting.help)\n"
            }.joined()
    }
}

/// The settings of this process.
struct Settings: Sendable {
    let home: String
    let library: String?
    let user: String
    let timezone: String
    let threads: Int
    let duckDBMemoryBytes: Int
    let web: String?
    let webIsLive: Bool
    /// Bytes; nil for no limit.
    let memoryLimit: Int?
    /// Nil: the home's.
    let dropFolder: String?

    /// Throws where a number is none.
    init(environment: [String: String]) throws {
        func text(_ setting: Setting) -> String {
            let given = environment[setting.name] ?? ""
            return given.isEmpty ? setting.fallback : given
        }
        func number(_ setting: Setting, _ range: ClosedRange<Int>) throws -> Int {
            guard let number = Int(text(setting)), range.contains(number) else {
                throw CommandFailure(
                    "The setting \(setting.name) is '\(text(setting))'; it should be a whole number "
                        + "from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
        home = text(.home)
        library = text(.library).isEmpty ? nil : text(.library)
        dropFolder = text(.dropFolder).isEmpty ? nil : text(.dropFolder)
        timezone = text(.timezone)
        web = text(.web).isEmpty ? nil : text(.web)
        webIsLive = try number(.webIsLive, 0...1) == 1
        user = text(.user).isEmpty ? NSUserName() : text(.user)
        let threads = try number(.threads, 0...1024)
        self.threads = threads == 0 ? ProcessInfo.processInfo.activeProcessorCount : threads
        memoryLimit = try MemoryLimit(text(.memoryLimit), called: "setting CXM_MEMORY_LIMIT").bytes
        duckDBMemoryBytes = try number(.duckDBMemory, 64...1 << 20) << 20
    }
}

/// Why a command was not done, where no deeper layer says it.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
