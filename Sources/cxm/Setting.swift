import Foundation
import OpenIDConnect

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

    static let publicURL = Setting(
        name: "CXM_PUBLIC_URL", fallback: "",
        help:
            "Where browsers reach the server, as https://cxm.example.com; with https, cookies are "
            + "sent over https only.")
    static let trustedProxies = Setting(
        name: "CXM_TRUSTED_PROXIES", fallback: "0",
        help: "How many proxies stand before the server and add to X-Forwarded-For.")
    static let rateLimit = Setting(
        name: "CXM_RATE_LIMIT", fallback: "100",
        help: "Requests a second that a person may make in the long run; programs fifty times as "
            + "many, addresses without sign-in half; 0 means no limit.")

    static let issuer = Setting(
        name: "CXM_OIDC_ISSUER", fallback: "",
        help: "The address of an OpenID Connect issuer that signs people in; needs CXM_PUBLIC_URL.")
    static let issuerClient = Setting(
        name: "CXM_OIDC_CLIENT_ID", fallback: "", help: "What the issuer calls this server.")
    static let issuerSecret = Setting(
        name: "CXM_OIDC_CLIENT_SECRET", fallback: "",
        help:
            "Where the secret for the issuer stands: file:/path, or env:NAME; without it, PKCE alone."
    )
    static let issuerClaim = Setting(
        name: "CXM_OIDC_ROLE_CLAIM", fallback: "groups",
        help: "The claim of the issuer's tokens that holds a person's groups.")
    static let issuerRoles = Setting(
        name: "CXM_OIDC_ROLES", fallback: "",
        help: "The role of each group, as admins=admin,crm=marketer,*=viewer; * means everyone.")

    /// All of them, in the order in which they are shown.
    static let all = [
        home, user, library, timezone, threads, memoryLimit, duckDBMemory, dropFolder, web,
        webIsLive, publicURL, trustedProxies, rateLimit, issuer, issuerClient, issuerSecret,
        issuerClaim, issuerRoles,
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
    /// Without a slash at its end; nil: as browsers ask for it.
    let publicURL: String?
    let trustedProxies: Int
    let requestsPerSecond: Int
    /// Who else signs people in.
    let issuer: IssuerSettings?

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
        publicURL = try Self.address(text(.publicURL))
        trustedProxies = try number(.trustedProxies, 0...10)
        requestsPerSecond = try number(.rateLimit, 0...1_000_000)
        issuer = try Self.issuer(text, environment, publicURL)
        duckDBMemoryBytes = try number(.duckDBMemory, 64...1 << 20) << 20
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
}

/// Why a command was not done, where no deeper layer says it.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
