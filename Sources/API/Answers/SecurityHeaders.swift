import Hummingbird

/// Adds the headers that keep a browser from running or framing what is not ours.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = ServerContext

    /// The chart library and the editor write styles into their elements: hence the inline styles.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'",
        "font-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private static let referrerPolicy = HTTPFields.Element.Name("Referrer-Policy")

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        Self.added(to: try await next(request, context))
    }

    /// The same for answers that no router gives.
    static func added(to response: Response) -> Response {
        var response = response
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = referrerPolicy { response.headers[name] = "no-referrer" }
        return response
    }
}
