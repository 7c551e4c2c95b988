extension Setting {
    static let home = Setting(
        name: "CXM_HOME", fallback: "cxm-home",
        help: "The folder that holds users and datasets; --home goes before it.")
    static let settings = Setting(
        name: "CXM_SETTINGS", fallback: "",
        help:
            "A file of settings as JSON; --settings goes before it; without both, settings.json in "
            + "the home, where there is one.")
    static let library = Setting(
        name: "CXM_DUCKDB_LIBRARY", fallback: "",
        help: "The path of libduckdb 1.5; without it, the folders around cxm are searched.")
    static let timezone = Setting(
        name: "CXM_TIMEZONE", fallback: "Asia/Seoul",
        help: "The project's time zone: where days begin and times without an offset are read.")
    static let threads = Setting(
        name: "CXM_THREADS", fallback: "0",
        help: "How many threads answer a question; 0 means one per core.", kind: .whole(0...1024))
    static let duckDBMemory = Setting(
        name: "CXM_DUCKDB_MEMORY_MB", fallback: "700",
        help: "How much memory DuckDB may take for reading files and running SQL, in megabytes.",
        kind: .whole(64...1 << 20))
    static let user = Setting(
        name: "CXM_USER", fallback: "",
        help: "Who acts, as owner, author and in the audit; without it, the name at this computer.")
    static let memoryLimit = Setting(
        name: "CXM_MEMORY_LIMIT", fallback: "50%",
        help: "How much memory a question may take: 2GB, 512MB, a share of the machine's, or 0 for "
            + "no limit; --memory-limit goes before it.")

    // Of the server.
    static let dropFolder = Setting(
        name: "CXM_DROP_FOLDER", fallback: "",
        help: "The folder below which deliveries drop files; without it, the home's folder drops.")
    static let importFolder = Setting(
        name: "CXM_IMPORT_FOLDER", fallback: "",
        help: "The folder whose files may be imported over HTTP; without it, none.")
    static let web = Setting(
        name: "CXM_WEB", fallback: "",
        help: "The folder with the web interface's files; without it, the folders around cxm are "
            + "searched.")
    static let webIsLive = Setting(
        name: "CXM_WEB_RELOAD", fallback: "0",
        help:
            "1: the web interface's files are read again at each request, for those who write them.",
        kind: .whole(0...1))
    static let publicURL = Setting(
        name: "CXM_PUBLIC_URL", fallback: "",
        help:
            "Where browsers reach the server, as https://cxm.example.com; with https, cookies are "
            + "sent over https only.")
    static let trustedProxies = Setting(
        name: "CXM_TRUSTED_PROXIES", fallback: "0",
        help: "How many proxies stand before the server and add to X-Forwarded-For.",
        kind: .whole(0...10))
    static let rateLimit = Setting(
        name: "CXM_RATE_LIMIT", fallback: "100",
        help: "Requests a second that a person may make in the long run; programs fifty times as "
            + "many, addresses without sign-in half; 0 means no limit.",
        kind: .whole(0...1_000_000))
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
    static let logFormat = Setting(
        name: "CXM_LOG_FORMAT", fallback: "text",
        help: "How the server's log is written: text or json.",
        kind: .oneOf(["text", "json"]))
    static let logLevel = Setting(
        name: "CXM_LOG_LEVEL", fallback: "info",
        help: "What is logged: debug, info, warning or error, each with what weighs more.",
        kind: .oneOf(["debug", "info", "warning", "error"]))
    static let analyses = Setting(
        name: "CXM_ANALYSES", fallback: "4", help: "How many analyses the server does at once.",
        kind: .whole(1...1024))
    static let waitingAnalyses = Setting(
        name: "CXM_ANALYSES_WAITING", fallback: "64",
        help: "How many analyses may wait, half of them of one caller; more are refused.",
        kind: .whole(0...100_000))
    static let connections = Setting(
        name: "CXM_CONNECTIONS", fallback: "4096",
        help: "How many connections the server keeps open; more wait.", kind: .whole(1...1_000_000))
    static let headerSize = Setting(
        name: "CXM_HEADER_KB", fallback: "32",
        help: "How long the header of a request may be, in kilobytes.", kind: .whole(1...1024))
    static let requestSeconds = Setting(
        name: "CXM_REQUEST_SECONDS", fallback: "60",
        help: "How long a request may take to arrive, its body included.", kind: .whole(1...86_400))
    static let idleSeconds = Setting(
        name: "CXM_IDLE_SECONDS", fallback: "75",
        help: "How long a connection stays open without a request.", kind: .whole(1...86_400))
    static let shutdownSeconds = Setting(
        name: "CXM_SHUTDOWN_SECONDS", fallback: "30",
        help: "How long requests that are at work may go on when the server is told to stop.",
        kind: .whole(0...86_400))

    /// All of them, in the order in which they are shown.
    static let all = [
        home, settings, user, library, timezone, threads, memoryLimit, duckDBMemory, logFormat,
        logLevel, analyses, waitingAnalyses, connections, headerSize, requestSeconds, idleSeconds,
        shutdownSeconds, dropFolder, importFolder, web, webIsLive, publicURL, trustedProxies,
        rateLimit, issuer,
        issuerClient, issuerSecret, issuerClaim, issuerRoles,
    ]
}
