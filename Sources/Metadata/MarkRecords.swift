/// What one person has starred, or looked at.
package struct MarkRecord: Hashable, Sendable {
    package var person: String
    /// `segment`, `dashboard`, …
    package var kind: String
    /// Its id.
    package var item: String
    /// Nil: not starred.
    package var starredAt: Int64?
    /// When the person looked at it last; nil: never.
    package var viewedAt: Int64?

    package init(
        person: String, kind: String, item: String, starredAt: Int64? = nil, viewedAt: Int64? = nil
    ) {
        self.person = person
        self.kind = kind
        self.item = item
        self.starredAt = starredAt
        self.viewedAt = viewedAt
    }
}

package protocol MarkRecords: Sendable {
    /// Stars something; `at` nil takes the star away.
    func star(
        _ item: String, kind: String, by person: String, at now: Int64?
    ) async throws(MetadataError)
    /// Writes down that somebody has looked at something; the last hundred of a kind are kept.
    func noteView(
        of item: String, kind: String, by person: String, at now: Int64
    ) async throws(MetadataError)
    /// What was looked at last comes first.
    func marks(of person: String) async throws(MetadataError) -> [MarkRecord]
}
