/// Every URL of the server that is not a page of the application; routes, links and tests share them.
///
///     Address.analyses.path   // "/api/v1/analyses"
package enum Address: Hashable, Sendable {
    case firstPage
    case signIn
    case choosePassword
    case issuerSignIn
    case issuerAnswer
    case account
    case signOut
    case health
    case analyses
    case datasets
    case openAPI

    package static let apiPrefix = "/api/v1/"
    package static let assetPrefix = "/assets/"

    package var path: String {
        switch self {
        case .firstPage: "/"
        case .signIn: "/sign-in"
        case .choosePassword: "/sign-in/password"
        case .issuerSignIn: "/sign-in/issuer"
        case .issuerAnswer: "/sign-in/issuer/answer"
        case .account: "/account"
        case .signOut: "/sign-out"
        case .health: "/healthz"
        case .analyses: Self.apiPrefix + "analyses"
        case .datasets: Self.apiPrefix + "datasets"
        case .openAPI: Self.apiPrefix + "openapi.json"
        }
    }
}
