import Definitions
import HTTPClients
import Jobs

/// What an answer to a batch means.
enum BatchVerdict: Sendable {
    case accepted(BatchAnswer)
    /// To be sent again, not before so many milliseconds where the destination says so.
    case again(JobFailure, wait: Int64?)
    case refused(JobFailure)

    init(_ answer: IncomingAnswer, now: Int64) {
        switch answer.status {
        case 200..<300: self = .accepted(BatchAnswer(answer))
        case 408, 409, 425, 429, 500..<600:
            self = .again(
                .destination(
                    "The destination answers \(answer.status)", answer,
                    remedy:
                        "Nothing at first, it is tried again. Where it stays so, ask those who run "
                        + "the destination.", isRetryable: true),
                wait: answer.header("Retry-After").flatMap { RetryAfter.milliseconds($0, now: now) }
            )
        default:
            self = .refused(
                .destination(
                    "The destination refuses the request with \(answer.status)", answer,
                    remedy: Self.remedy(answer.status)))
        }
    }

    private static func remedy(_ status: Int) -> String {
        switch status {
        case 300..<400: "Give the destination the address to which it redirects."
        case 401, 403: "Check the destination's secrets and headers, then start it again."
        case 404, 405, 410: "Check the destination's address, then start it again."
        case 413: "Make the delivery's batches smaller, then start it again."
        default: "See what the destination says, change it or the delivery, then start it again."
        }
    }
}

/// An answer that accepts a batch, but for some of its rows.
struct BatchAnswer: Sendable {
    struct RowError: Hashable, Sendable {
        /// Place in the batch; nil: named by its user.
        let row: Int?
        let user: String?
        let code: String
        let message: String
    }

    let status: Int
    let errors: [RowError]

    /// `{"errors": [{"row": 3, "code": "no_token", "message": "…"}]}`; a body that is something else
    /// says nothing about rows.
    init(_ answer: IncomingAnswer) {
        status = answer.status
        guard let json = try? JSONValue(parsing: String(decoding: answer.body, as: UTF8.self)),
            case .array(let elements)? = json["errors"]
        else {
            errors = []
            return
        }
        errors = elements.map { element in
            var row: Int?
            if case .integer(let number)? = element["row"] { row = Int(number) }
            return RowError(
                row: row, user: Self.text(element["user"]), code: Self.text(element["code"]) ?? "",
                message: String((Self.text(element["message"]) ?? "").prefix(500)))
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard case .string(let text)? = value else { return nil }
        return text
    }
}

/// The header by which a server says when to come again: seconds, or a date.
enum RetryAfter {
    /// Up to an hour; nil where it is neither.
    static func milliseconds(_ text: String, now: Int64) -> Int64? {
        let wait = Int64(text).map { min(max(0, $0), 3600) * 1000 } ?? date(text).map { $0 - now }
        return wait.map { min(max(0, $0), 3_600_000) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Wed, 21 Oct 2026 07:28:00 GMT`
    private static func date(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int64($0) ?? -1 }
        guard time.count == 3, time.allSatisfy({ (0..<61).contains($0) }) else { return nil }
        let days = CivilDate(year: year, month: month + 1, day: day).daysSinceEpoch
        return (Int64(days) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]) * 1000
    }
}

extension JobFailure {
    /// A failure with the first words of the answer.
    static func destination(
        _ what: String, _ answer: IncomingAnswer, remedy: String, isRetryable: Bool = false
    ) -> JobFailure {
        let words = String(decoding: answer.body.prefix(300), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        return JobFailure(
            words.isEmpty ? what + "." : "\(what): \(words)", remedy: remedy,
            isRetryable: isRetryable)
    }
}
