/// Unsigned numbers in fewer bytes and back; the loops are vectorised by the compiler.
enum Narrowing {
    /// Bytes that hold every number up to `greatest`: 1, 2, 4 or 8.
    static func width(_ greatest: UInt64) -> Int {
        greatest < 1 << 8 ? 1 : greatest < 1 << 16 ? 2 : greatest < 1 << 32 ? 4 : 8
    }

    @unsafe
    static func narrow(
        _ codes: UnsafePointer<UInt32>, _ count: Int, width: Int,
        to target: UnsafeMutableRawPointer
    ) {
        switch width {
        case 1:
            let out = unsafe target.assumingMemoryBound(to: UInt8.self)
            for index in 0..<count { unsafe out[index] = UInt8(truncatingIfNeeded: codes[index]) }
        case 2:
            let out = unsafe target.assumingMemoryBound(to: UInt16.self)
            for index in 0..<count { unsafe out[index] = UInt16(truncatingIfNeeded: codes[index]) }
        default:
            unsafe target.copyMemory(from: codes, byteCount: 4 * count)
        }
    }

    @unsafe
    static func narrow(
        _ words: UnsafePointer<UInt64>, _ count: Int, minus base: UInt64, width: Int,
        to target: UnsafeMutableRawPointer
    ) {
        switch width {
        case 1:
            let out = unsafe target.assumingMemoryBound(to: UInt8.self)
            for index in 0..<count {
                unsafe out[index] = UInt8(truncatingIfNeeded: words[index] &- base)
            }
        case 2:
            let out = unsafe target.assumingMemoryBound(to: UInt16.self)
            for index in 0..<count {
                unsafe out[index] = UInt16(truncatingIfNeeded: words[index] &- base)
            }
        case 4:
            let out = unsafe target.assumingMemoryBound(to: UInt32.self)
            for index in 0..<count {
                unsafe out[index] = UInt32(truncatingIfNeeded: words[index] &- base)
            }
        default:
            let out = unsafe target.assumingMemoryBound(to: UInt64.self)
            for index in 0..<count { unsafe out[index] = words[index] &- base }
        }
    }

    @unsafe
    static func widen(
        _ source: UnsafeRawPointer, _ count: Int, width: Int,
        to codes: UnsafeMutablePointer<UInt32>
    ) {
        switch width {
        case 1:
            let input = unsafe source.assumingMemoryBound(to: UInt8.self)
            for index in 0..<count { unsafe codes[index] = UInt32(input[index]) }
        case 2:
            let input = unsafe source.assumingMemoryBound(to: UInt16.self)
            for index in 0..<count { unsafe codes[index] = UInt32(input[index]) }
        default:
            unsafe UnsafeMutableRawPointer(codes).copyMemory(from: source, byteCount: 4 * count)
        }
    }

    @unsafe
    static func widen(
        _ source: UnsafeRawPointer, _ count: Int, plus base: UInt64, width: Int,
        to words: UnsafeMutablePointer<UInt64>
    ) {
        switch width {
        case 1:
            let input = unsafe source.assumingMemoryBound(to: UInt8.self)
            for index in 0..<count { unsafe words[index] = base &+ UInt64(input[index]) }
        case 2:
            let input = unsafe source.assumingMemoryBound(to: UInt16.self)
            for index in 0..<count { unsafe words[index] = base &+ UInt64(input[index]) }
        case 4:
            let input = unsafe source.assumingMemoryBound(to: UInt32.self)
            for index in 0..<count { unsafe words[index] = base &+ UInt64(input[index]) }
        default:
            let input = unsafe source.assumingMemoryBound(to: UInt64.self)
            for index in 0..<count { unsafe words[index] = base &+ input[index] }
        }
    }
}

/// Bytes that hold every unsigned number up to `greatest`: 1, 2, 4 or 8.
package func narrowestWidth(upTo greatest: UInt64) -> Int { Narrowing.width(greatest) }
