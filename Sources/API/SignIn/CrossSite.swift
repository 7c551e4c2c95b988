import HTTPTypes
import Hummingbird
import Secrets

/// Keeps other sites from writing with a signed-in browser's cookie.
///
/// A write by cookie shows that it comes from our own pages: browsers say so themselves (`Sec-Fetch-Site`,
/// `Origin`), and what says neither sends the session's token in `X-CSRF-Token`.
enum CrossSite {
    private static let site = HTTPField.Name("Sec-Fetch-Site")
    private static let token = HTTPField.Name("X-CSRF-Token")

    /// What `GET /api/v1/me` tells the session's own pages.
    static func token(of cookie: String) -> String {
        SecretToken.fingerprint(of: "csrf " + cookie)
    }

    static func changes(_ method: HTTPRequest.Method) -> Bool {
        ![.get, .head, .options].contains(method)
    }

    /// Throws where a write by this cookie may come from elsewhere.
    static func check(_ request: Request, cookie: String) throws(Problem) {
        guard changes(request.method) else { return }
        if let token, let given = request.headers[token] {
            guard SecretToken.areEqual(Self.token(of: cookie), given) else {
                throw .crossSite
            }
            return
        }
        guard comesFromHere(request) == true else { throw .crossSite }
    }

    /// What the browser says; nil where it says nothing.
    static func comesFromHere(_ request: Request) -> Bool? {
        if let site, let says = request.headers[site] { return says == "same-origin" }
        guard let origin = request.headers[.origin] else { return nil }
        guard let host = request.head.authority, !host.isEmpty else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }
}
