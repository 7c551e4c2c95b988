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

package protocol AuditRecords: Sendable {
    func record(_ entry: AuditRecord) async throws(MetadataError)
    /// Newest first, with ids below `before` where it is given (the last id of the page before). What is
    /// nil does not matter.
    func audit(
        actor: String?, action: String?, subject: String?, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [AuditRecord]
}
