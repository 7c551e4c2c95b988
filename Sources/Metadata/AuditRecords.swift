package import Definitions

/// Something that somebody did: never changed, never removed.
package struct AuditRecord: Hashable, Sendable {
    package var id: Int64
    package var at: Int64
    package var actor: String
    /// `segment.save`, `segment.publish`, …
    package var action: String
    /// What it was done to: `segment/12`.
    package var subject: String
    package var details: JSONValue

    package init(
        id: Int64 = 0, at: Int64, actor: String, action: String, subject: String,
        details: JSONValue = .object([])
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
    }
}

/// Which records of the audit are wanted; what is nil does not matter.
package struct AuditFilter: Hashable, Sendable {
    package var actor: String?
    /// `segment.publish`, or with a dot at its end all that begin so: `segment.`
    package var action: String?
    package var subject: String?
    /// From this time on, and before that one.
    package var from: Int64?
    package var to: Int64?

    package init(
        actor: String? = nil, action: String? = nil, subject: String? = nil, from: Int64? = nil,
        to: Int64? = nil
    ) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.from = from
        self.to = to
    }
}

/// Nothing here changes or removes a record: the audit can only be added to.
package protocol AuditRecords: Sendable {
    func record(_ entry: AuditRecord) async throws(MetadataError)
    /// Newest first, with ids below `before` where it is given (the last id of the page before).
    func audit(
        _ filter: AuditFilter, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [AuditRecord]
}
