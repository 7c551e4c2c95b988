import CRoaring

/// Many sets at once.
extension Bitmap {
    /// The numbers that an odd count of the sets have: a set and its changes, one after another.
    ///
    /// Cost: one pass over the first set, and a step for each number of the others.
    package static func symmetricDifference(of bitmaps: [Bitmap]) -> Bitmap {
        guard bitmaps.count > 1 else { return bitmaps.first ?? Bitmap() }
        var pointers = unsafe bitmaps.map {
            unsafe UnsafePointer<roaring_bitmap_t>?($0.storage.pointer)
        }
        return withExtendedLifetime(bitmaps) {
            unsafe Bitmap(BitmapStorage(roaring_bitmap_xor_many(pointers.count, &pointers)))
        }
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
