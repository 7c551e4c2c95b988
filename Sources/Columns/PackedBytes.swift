import CKernels

/// Packs bytes for the wire.
///
///     PackedBytes.gzip(Array("aaaa".utf8), level: 6)
package enum PackedBytes {
    /// The bytes as gzip (RFC 1952); nil where memory is short. Cost: 10 to 30 ns a byte.
    package static func gzip(_ bytes: [UInt8], level: Int) -> [UInt8]? {
        precondition((1...9).contains(level), "Levels of gzip are 1 to 9.")
        let room = Int(cxm_gzip_bound(Int64(bytes.count)))
        var size: Int64 = -1
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
            size = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe cxm_gzip_pack(
                    source.baseAddress, Int64(source.count), Int32(level), target.baseAddress,
                    Int64(room))
            }
            count = max(0, Int(size))
        }
        return size < 0 ? nil : packed
    }
}
