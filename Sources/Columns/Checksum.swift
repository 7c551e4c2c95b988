import CKernels

/// CRC-32C of bytes, in pieces.
///
///     var checksum = Checksum()
///     checksum.add(bytes)
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func add(_ bytes: [UInt8]) {
        value = unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return value }
            return unsafe cxm_crc32c(value, start, buffer.count)
        }
    }
}

/// CRC-32C of `bytes`.
package func checksumOf(_ bytes: [UInt8]) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes)
    return checksum.value
}
