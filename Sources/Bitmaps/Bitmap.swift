import CRoaring

/// A set of user numbers, compressed.
///
///     var people: Bitmap = [1, 2, 70_000]
///     people.contains(2)            // true
///     people.insert(contentsOf: [3, 4])
///
/// A value: copies share their memory until one of them changes. Takes at most 2 bytes a number, and
/// at most 8 KB for 65,536 neighbouring numbers.
package struct Bitmap: Sendable {
    var storage: BitmapStorage

    /// The empty set.
    package init() {
        unsafe self.init(BitmapStorage(roaring_bitmap_create()))
    }

    init(_ storage: BitmapStorage) {
        self.storage = storage
    }

    /// All numbers of a range. Cost: 10 bytes for 65,536 numbers.
    package init(_ range: Range<UInt32>) {
        self.init()
        insert(contentsOf: range)
    }

    /// Numbers in any order; ascending ones are quickest.
    package init(_ numbers: [UInt32]) {
        self.init()
        insert(contentsOf: numbers)
    }

    /// How many numbers there are. Cost: a step for 65,536 neighbouring numbers.
    package var count: Int { unsafe Int(roaring_bitmap_get_cardinality(storage.pointer)) }

    package var isEmpty: Bool { unsafe roaring_bitmap_is_empty(storage.pointer) }

    /// The smallest number; nil for the empty set.
    package var min: UInt32? { isEmpty ? nil : unsafe roaring_bitmap_minimum(storage.pointer) }

    /// The greatest number; nil for the empty set.
    package var max: UInt32? { isEmpty ? nil : unsafe roaring_bitmap_maximum(storage.pointer) }

    /// Cost: two binary searches.
    package func contains(_ number: UInt32) -> Bool {
        unsafe roaring_bitmap_contains(storage.pointer, number)
    }

    package mutating func insert(_ number: UInt32) {
        makeUnique()
        unsafe roaring_bitmap_add(storage.pointer, number)
    }

    /// Cost: about 3 ns a number where they ascend.
    package mutating func insert(contentsOf numbers: [UInt32]) {
        makeUnique()
        unsafe numbers.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe roaring_bitmap_add_many(storage.pointer, buffer.count, start)
        }
    }

    package mutating func insert(contentsOf range: Range<UInt32>) {
        guard !range.isEmpty else { return }
        makeUnique()
        unsafe roaring_bitmap_add_range_closed(
            storage.pointer, range.lowerBound, range.upperBound - 1)
    }

    package mutating func remove(_ number: UInt32) {
        makeUnique()
        unsafe roaring_bitmap_remove(storage.pointer, number)
    }

    /// Chooses the smallest form for every stretch; sets that are kept gain from it.
    package mutating func compact() {
        makeUnique()
        _ = unsafe roaring_bitmap_run_optimize(storage.pointer)
        _ = unsafe roaring_bitmap_shrink_to_fit(storage.pointer)
    }

    mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    }
}

extension Bitmap: ExpressibleByArrayLiteral {
    package init(arrayLiteral numbers: UInt32...) {
        self.init(numbers)
    }
}

extension Bitmap: Equatable {
    package static func == (left: Bitmap, right: Bitmap) -> Bool {
        unsafe roaring_bitmap_equals(left.storage.pointer, right.storage.pointer)
    }
}

extension Bitmap {
    /// Bytes that it takes, about. Cost: a step for 65,536 neighbouring numbers.
    package var byteCount: Int {
        unsafe Int(roaring_bitmap_portable_size_in_bytes(storage.pointer))
    }
}
