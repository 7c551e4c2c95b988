/// Every URL of the server; routes, links and tests share them.
///
///     Address.analyses.path   // "/api/v1/analyses"
package enum Address: Hashable, Sendable {
    case firstPage
    case signIn
    case health
    case analyses
    case datasets
    case openAPI
    case asset(Asset)

    package static let apiPrefix = "/api/v1/"
    package static let assetPrefix = "/assets/"

    package var path: String {
        switch self {
        case .firstPage: "/"
        case .signIn: "/sign-in"
        case .health: "/healthz"
        case .analyses: Self.apiPrefix + "analyses"
        case .datasets: Self.apiPrefix + "datasets"
        case .openAPI: Self.apiPrefix + "openapi.json"
        case .asset(let asset): Self.assetPrefix + asset.hash + "/" + asset.name
        }
    }
}
