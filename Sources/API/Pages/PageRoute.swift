import Definitions
import Hummingbird
import WebInterface

/// Every address that is nothing else: the shell, in which the application shows the page or says
/// that there is none.
struct PageRoute {
    let site: WebSite?
    let timezone: String

    @Sendable func show(_ request: Request, context: ServerContext) throws -> Response {
        guard request.wantsPage else { throw HTTPError(.notFound) }
        guard try context.requireCaller().may(.look) else { throw Problem.notAllowed(.look) }
        guard let site else {
            return .page(
                MissingSitePage(language: request.language).html, status: .serviceUnavailable)
        }
        return .page(
            ShellPage(site: site, language: request.language, timezone: timezone).html)
    }
}
