import Foundation

/// The settings of this process.
struct Settings: Sendable {
    let library: String?
    let user: String
    let timezone: String
    let threads: Int
    let duckDBMemoryBytes: Int
    /// Bytes; nil for no limit.
    let memoryLimit: Int?
    let server: ServerSettings

    /// Throws where a value is none of its setting.
    init(_ values: SettingValues) throws {
        library = values.text(.library).isEmpty ? nil : values.text(.library)
        timezone = values.text(.timezone)
        user = values.text(.user).isEmpty ? NSUserName() : values.text(.user)
        let threads = try values.number(.threads)
        self.threads = threads == 0 ? ProcessInfo.processInfo.activeProcessorCount : threads
        memoryLimit = try MemoryLimit(
            values.text(.memoryLimit), called: "setting CXM_MEMORY_LIMIT"
        ).bytes
        duckDBMemoryBytes = try values.number(.duckDBMemory) << 20
        server = try ServerSettings(values)
    }

    /// The home's folder: the option, else what the environment says.
    static func home(_ option: String?, _ environment: [String: String]) -> String {
        let named = environment[Setting.home.name] ?? ""
        return option ?? (named.isEmpty ? Setting.home.fallback : named)
    }

    /// The settings file: the option, else the one that the environment names, else the home's own.
    static func file(_ option: String?, home: String, _ environment: [String: String]) -> String? {
        let named = environment[Setting.settings.name] ?? ""
        if let path = option ?? (named.isEmpty ? nil : named) { return path }
        let own = home + "/settings.json"
        return FileManager.default.fileExists(atPath: own) ? own : nil
    }
}
