package import Definitions
import Identities
package import Segments

/// Takes a file of ids as a list that a segment can be made of.
///
///     let uploaded = try UploadList(space)("ids.csv", format: ListFormat())
///     try await SaveSegment(space)(SegmentDraft(name: "VIP", definition: .list(uploaded.list)))
///
/// Cost: see `ListStore.upload`.
package struct UploadList: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `source`: where the ids came from, for whoever looks later.
    package func callAsFunction(
        _ path: String, format: ListFormat, source: JSONValue
    ) throws -> (list: SegmentList, report: ListReport) {
        try ListStore(home: space.home.path).upload(
            path, format: format, users: Identities(home: space.home.path), source: source,
            at: space.now)
    }

    /// Takes a list away that no segment is made of.
    package func remove(_ list: SegmentList) {
        ListStore(home: space.home.path).remove(list.id)
    }
}
