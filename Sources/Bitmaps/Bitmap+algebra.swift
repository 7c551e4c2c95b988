import CRoaring

/// Sets from sets, and their sizes without making them.
///
/// Cost: a few microseconds for every 65,536 neighbouring numbers in both.
extension Bitmap {
    package func union(_ other: Bitmap) -> Bitmap {
        unsafe Bitmap(BitmapStorage(roaring_bitmap_or(storage.pointer, other.storage.pointer)))
    }

    package func intersection(_ other: Bitmap) -> Bitmap {
        unsafe Bitmap(BitmapStorage(roaring_bitmap_and(storage.pointer, other.storage.pointer)))
    }

    package func subtracting(_ other: Bitmap) -> Bitmap {
        unsafe Bitmap(BitmapStorage(roaring_bitmap_andnot(storage.pointer, other.storage.pointer)))
    }

    /// The numbers that exactly one of the two has.
    package func symmetricDifference(_ other: Bitmap) -> Bitmap {
        unsafe Bitmap(BitmapStorage(roaring_bitmap_xor(storage.pointer, other.storage.pointer)))
    }

    package mutating func formUnion(_ other: Bitmap) {
        makeUnique()
        unsafe roaring_bitmap_or_inplace(storage.pointer, other.storage.pointer)
    }

    package mutating func formIntersection(_ other: Bitmap) {
        makeUnique()
        unsafe roaring_bitmap_and_inplace(storage.pointer, other.storage.pointer)
    }

    package mutating func subtract(_ other: Bitmap) {
        makeUnique()
        unsafe roaring_bitmap_andnot_inplace(storage.pointer, other.storage.pointer)
    }

    package func unionCount(_ other: Bitmap) -> Int {
        unsafe Int(roaring_bitmap_or_cardinality(storage.pointer, other.storage.pointer))
    }

    package func intersectionCount(_ other: Bitmap) -> Int {
        unsafe Int(roaring_bitmap_and_cardinality(storage.pointer, other.storage.pointer))
    }

    package func subtractingCount(_ other: Bitmap) -> Int {
        unsafe Int(roaring_bitmap_andnot_cardinality(storage.pointer, other.storage.pointer))
    }

    package func symmetricDifferenceCount(_ other: Bitmap) -> Int {
        unsafe Int(roaring_bitmap_xor_cardinality(storage.pointer, other.storage.pointer))
    }

    package func isSubset(of other: Bitmap) -> Bool {
        unsafe roaring_bitmap_is_subset(storage.pointer, other.storage.pointer)
    }

    package func intersects(_ other: Bitmap) -> Bool {
        unsafe roaring_bitmap_intersect(storage.pointer, other.storage.pointer)
    }
}
