import CRoaring

/// Owns one CRoaring bitmap; changed only while a single `Bitmap` refers to it.
@safe
final class BitmapStorage: Sendable {
    /// Valid as long as this object lives.
    @unsafe nonisolated(unsafe) let pointer: UnsafeMutablePointer<roaring_bitmap_t>

    /// Takes over a bitmap that CRoaring has made; nil means that memory has run out.
    init(_ made: UnsafeMutablePointer<roaring_bitmap_t>?) {
        guard let made = unsafe made else {
            preconditionFailure("There is not enough memory for a bitmap.")
        }
        unsafe pointer = made
    }

    deinit {
        unsafe roaring_bitmap_free(pointer)
    }

    func copy() -> BitmapStorage {
        unsafe BitmapStorage(roaring_bitmap_copy(pointer))
    }
}
