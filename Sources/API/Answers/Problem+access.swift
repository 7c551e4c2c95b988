import Definitions
import Hummingbird
import Metadata
import Operations
import Secrets

extension Problem {
    static let notSignedIn = Problem(
        .unauthorized, "not_signed_in",
        "This needs somebody who is signed in, or a service client's token: 'Authorization: Bearer …'."
    )

    static let badToken = Problem(
        .unauthorized, "bad_token",
        "The token is none, has expired, was revoked, or its client is disabled; an admin can make "
            + "another.")

    static let forPeople = Problem(
        .forbidden, "for_people", "This is for people who are signed in, not for programs.")

    static let crossSite = Problem(
        .forbidden, "cross_site",
        "A change by cookie must come from the server's own pages: send the session's token from "
            + "/api/v1/me in the header X-CSRF-Token.")

    static let noSuchAddress = Problem(
        .notFound, "not_found", "There is nothing at this address; its number is none.")

    static let notForm = Problem(
        .unsupportedMediaType, "wrong_content_type", "The body should be that of a form.")

    static func tooMany(_ seconds: Int) -> Problem {
        Problem(
            .tooManyRequests, "too_many_requests",
            "Too many requests; try again in \(seconds) seconds. An admin can raise CXM_RATE_LIMIT.",
            retryAfter: seconds)
    }

    init(_ error: AccessError) {
        let status: HTTPResponse.Status =
            switch error.code {
            case .wrongPassword, .badLink: .unauthorized
            case .personalData: .forbidden
            case .wrongCurrent: .unprocessableContent
            case .wait: .tooManyRequests
            case .weakPassword, .badName, .badScope: .badRequest
            case .unknown: .notFound
            case .disabled: .conflict
            }
        self.init(status, error.code.rawValue, error.description)
        retryAfter = error.waitSeconds
    }

    init?(_ error: PasswordHashError) {
        guard error == .tooMany else { return nil }
        self.init(.serviceUnavailable, "busy", error.description)
        retryAfter = 5
    }
}
