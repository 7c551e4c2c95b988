import CRoaring

/// Many sets at once.
extension Bitmap {
    /// The numbers that an odd count of the sets have: a set and its changes, one after another.
    ///
    /// Nil where one of them is not the bytes of one sound bitmap. Cost: about 4 ns for each number of
    /// each set.
    package init?(togglingPortableBytes sets: [[UInt8]]) {
        guard sets.count != 1 else {
            self.init(portableBytes: sets[0])
            return
        }
        var toggles = PortableToggles()
        for bytes in sets where !toggles.toggle(bytes) { return nil }
        let bytes = toggles.portableBytes()
        if bytes.isEmpty { self.init() } else { self.init(checked: bytes) }
    }

    package mutating func formSymmetricDifference(_ other: Bitmap) {
        makeUnique()
        unsafe roaring_bitmap_xor_inplace(storage.pointer, other.storage.pointer)
    }

    /// How many sets `exclusiveCounts` takes.
    package static let exclusiveLimit = 16

    /// How many numbers exactly the sets of each choice have: element `mask` counts the numbers that
    /// all sets have whose bit is set in `mask`, and none of the others.
    ///
    ///     Bitmap.exclusiveCounts(of: [[1, 2], [2, 3, 4]])  // [0, 1, 2, 1]
    ///
    /// Cost: about 4 ns for each number of each set, whatever the count of choices.
    package static func exclusiveCounts(of bitmaps: [Bitmap]) -> [Int] {
        precondition(bitmaps.count <= exclusiveLimit, "a bit of 16 for each set")
        return ExclusivePass(bitmaps).counts()
    }
}
