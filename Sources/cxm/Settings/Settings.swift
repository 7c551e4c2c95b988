import Foundation
import OpenIDConnect
import Operations

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
    let web: String?
    let webIsLive: Bool
    /// Nil: the home's.
    let dropFolder: String?
    /// Nil: nothing is imported over HTTP.
    let importFolder: String?
    /// Without a slash at its end; nil: as browsers ask for it.
    let publicURL: String?
    let trustedProxies: Int
    let requestsPerSecond: Int
    /// Who else signs people in.
    let issuer: IssuerSettings?
    /// All that can stand in a file, with where each comes from.
    let sources: [ProcessSetting]

    /// Throws where a value is none of its setting.
    init(_ values: SettingValues) throws {
        library = values.textIfAny(.library)
        web = values.textIfAny(.web)
        webIsLive = try values.number(.webIsLive) == 1
        dropFolder = values.textIfAny(.dropFolder)
        importFolder = values.textIfAny(.importFolder)
        sources = Setting.all.filter(\.isInFiles).map { ProcessSetting($0, values) }
        publicURL = try Self.address(values.text(.publicURL))
        trustedProxies = try values.number(.trustedProxies)
        requestsPerSecond = try values.number(.rateLimit)
        issuer = try Self.issuer(values, publicURL)
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

    /// An address without a path; nil where none is given.
    private static func address(_ text: String) throws -> String? {
        guard !text.isEmpty else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil,
            ["", "/"].contains(url.path), url.query == nil
        else {
            throw CommandFailure(
                "The setting CXM_PUBLIC_URL is '\(text)'; it should be an address without a path, "
                    + "such as https://cxm.example.com alone.")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
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
