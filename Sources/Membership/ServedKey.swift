/// Which set: the users of one snapshot of one segment, which never change.
package struct ServedKey: Hashable, Sendable {
    package let segment: Int64
    package let snapshot: Int64

    package init(segment: Int64, snapshot: Int64) {
        self.segment = segment
        self.snapshot = snapshot
    }
}
