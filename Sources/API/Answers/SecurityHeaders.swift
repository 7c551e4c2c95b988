import HTTPTypes
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

    /// What a policy of content does not say. Referrers stay at home: without any, a browser would send
    /// forms without their origin, which shows that they are ours.
    private static let others: [(name: HTTPField.Name, value: String)] = [
        ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

    /// Whether browsers reach the server by https.
    let isSecure: Bool

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        Self.added(to: try await next(request, context), isSecure: isSecure)
    }

    /// The same for answers that no router gives.
    static func added(to response: Response, isSecure: Bool) -> Response {
        var response = response
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        for header in Self.others { response.headers[header.name] = header.value }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}
