import HTTPTypes
import Hummingbird
import Logging

/// One line per request: method, route, status, milliseconds. Never the path, which may name a user, nor
/// the query, which may hold a secret.
struct RequestLog: RouterMiddleware {
    typealias Context = ServerContext

    let counts: RequestCounts

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        counts.begin()
        var status = 500
        defer { note(request, context, status, start.duration(to: .now)) }
        let response = try await next(request, context)
        status = response.status.code
        return response
    }

    private func note(
        _ request: Request, _ context: Context, _ status: Int, _ duration: Duration
    ) {
        let route = context.endpointPath
        counts.end(request.method, route, status, seconds: duration / .seconds(1))
        context.logger.info(
            "request",
            metadata: [
                "method": .string(request.method.rawValue), "route": .string(route ?? "none"),
                "status": .stringConvertible(status),
                "ms": .stringConvertible(Int(duration / .milliseconds(1))),
            ])
    }
}
