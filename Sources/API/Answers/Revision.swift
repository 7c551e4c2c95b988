import Definitions
import HTTPTypes
import Hummingbird

/// The state of something that several people change, as an ETag: `"7"`.
///
///     let expected = try inputs.expectedRevision()        // of If-Match; 428 where it is missing
///     return .json(segment.json).tagged(Revision(segment.revision))
///
/// A GET answers 304 by itself where `If-None-Match` has the tag: declare `Parameter.ifNoneMatch`.
struct Revision: Hashable, Sendable {
    let number: Int

    init(_ number: Int) { self.number = number }

    var tag: String { "\"\(number)\"" }
}

extension Parameter {
    /// Of a write that must not undo what others did meanwhile; adds 412 and 428 to the answers.
    static let ifMatch = header(
        "If-Match", .text,
        "The ETag of what the change was made from, or * for whatever is there now.")

    /// Of a GET with an ETag; adds 304 to the answers.
    static let ifNoneMatch = header(
        "If-None-Match", .text, "The ETag of what the caller has; 304 where it is still so.")
}

extension Inputs {
    /// The revision that a change was made from; nil where the caller takes what is there (`*`).
    ///
    /// Throws a problem where the header is missing (428) or no ETag of ours (400).
    func expectedRevision() throws(Problem) -> Int? {
        guard let text = text("If-Match") else { throw .revisionRequired }
        if text == "*" { return nil }
        guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\""),
            let number = Int(text.dropFirst().dropLast())
        else { throw .badParameter("If-Match", "an ETag such as \"7\", or *", not: text) }
        return number
    }
}

extension Response {
    func tagged(_ revision: Revision) -> Response {
        var response = self
        response.headers[.eTag] = revision.tag
        return response
    }

    /// 304 where the caller has what this would say.
    func unlessKnown(_ request: Request) -> Response {
        guard request.method == .get, status == .ok, let tag = headers[.eTag],
            let known = request.headers[.ifNoneMatch]
        else { return self }
        let tags = known.split(separator: ",").map { entry in
            let tag = entry.trimmingPrefix { $0 == " " }
            return String(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag)
        }
        guard tags.contains(tag) || tags.contains("*") else { return self }
        return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "no-cache"])
    }
}

extension Problem {
    static let revisionRequired = Problem(
        .preconditionRequired, "revision_required",
        "Others may have changed this: send the ETag of what the change was made from as "
            + "'If-Match', or 'If-Match: *' to change whatever is there.", parameter: "If-Match")

    static func changedMeanwhile(now revision: Int) -> Problem {
        Problem(
            .preconditionFailed, "changed_meanwhile",
            "This was changed meanwhile; its revision is now \(revision). Read it anew and make the "
                + "change again.",
            parameter: "If-Match", more: [.init("revision", .integer(Int64(revision)))])
    }
}
