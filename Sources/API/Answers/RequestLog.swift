import Hummingbird
import Logging

/// One line per request: method, path, status, time. Never the query, which may hold a secret.
struct RequestLog: RouterMiddleware {
    typealias Context = ServerContext

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
        context.logger.info(
            "\(request.method) \(request.uri.path) \(response.status.code) \(milliseconds) ms")
        return response
    }
}
