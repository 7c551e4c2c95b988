/// Puts a set together from the bytes of several: a number is in it that an odd count of them has.
///
/// Works on plain bits of the stretches of 65,536 numbers that occur, 8 KB each, since making a bitmap of
/// every small set of changes would cost several times as much.
struct PortableToggles {
    private static let stretchWords = 1024

    /// Where the bits of each stretch begin; -1: none yet.
    private var starts = [Int](repeating: -1, count: 1 << 16)
    private var words: [UInt64] = []

    /// False where the bytes are not one sound bitmap; what was put together is of no use then.
    mutating func toggle(_ bytes: [UInt8]) -> Bool {
        PortableFormat.fault(in: bytes) { container, offset in
            let start = start(of: Int(container.key))
            unsafe words.withUnsafeMutableBufferPointer { words in
                unsafe bytes.withUnsafeBytes { bytes in
                    let bits = unsafe words.baseAddress! + start
                    let content = unsafe bytes.baseAddress! + offset
                    unsafe Self.toggle(container, content, in: bits)
                }
            }
        } == nil
    }

    private mutating func start(of key: Int) -> Int {
        if starts[key] < 0 {
            starts[key] = words.count
            words.append(contentsOf: repeatElement(0, count: Self.stretchWords))
        }
        return starts[key]
    }

    @unsafe
    private static func toggle(
        _ container: PortableFormat.Container, _ content: UnsafeRawPointer,
        in bits: UnsafeMutablePointer<UInt64>
    ) {
        func value(_ place: Int) -> Int {
            unsafe Int(
                UInt16(
                    littleEndian: content.loadUnaligned(
                        fromByteOffset: 2 * place, as: UInt16.self)))
        }
        if container.hasRuns {
            for run in 0..<value(0) {
                let first = value(1 + 2 * run)
                unsafe toggle(first...(first + value(2 + 2 * run)), in: bits)
            }
        } else if container.hasBits {
            for word in 0..<stretchWords {
                unsafe bits[word] ^= UInt64(
                    littleEndian: content.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
            }
        } else {
            for place in 0..<container.count {
                let number = value(place)
                unsafe bits[number >> 6] ^= 1 << UInt64(number & 63)
            }
        }
    }

    @unsafe
    private static func toggle(_ run: ClosedRange<Int>, in bits: UnsafeMutablePointer<UInt64>) {
        let (first, last) = (run.lowerBound >> 6, run.upperBound >> 6)
        for word in first...last {
            var mask = UInt64.max
            if word == first { mask &= UInt64.max << UInt64(run.lowerBound & 63) }
            if word == last { mask &= UInt64.max >> UInt64(63 - run.upperBound & 63) }
            unsafe bits[word] ^= mask
        }
    }

    /// The set in the portable format, without runs; empty for the empty set.
    func portableBytes() -> [UInt8] {
        var stretches: [(key: Int, start: Int, count: Int)] = []
        for (key, start) in starts.enumerated() where start >= 0 {
            var count = 0
            for word in start..<start + Self.stretchWords { count += words[word].nonzeroBitCount }
            if count > 0 { stretches.append((key, start, count)) }
        }
        guard !stretches.isEmpty else { return [] }
        func size(_ count: Int) -> Int { count > PortableFormat.mostInArray ? 8192 : 2 * count }
        let head = 8 + 8 * stretches.count
        let total = stretches.reduce(head) { $0 + size($1.count) }
        return unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, filled in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
                unsafe bytes.storeBytes(
                    of: number.littleEndian, toByteOffset: offset, as: Number.self)
            }
            put(PortableFormat.cookieWithoutRuns, at: 0)
            put(UInt32(stretches.count), at: 4)
            var offset = head
            for (place, stretch) in stretches.enumerated() {
                put(UInt16(stretch.key), at: 8 + 4 * place)
                put(UInt16(stretch.count - 1), at: 10 + 4 * place)
                put(UInt32(offset), at: 8 + 4 * stretches.count + 4 * place)
                if stretch.count > PortableFormat.mostInArray {
                    for word in 0..<Self.stretchWords {
                        put(words[stretch.start + word], at: offset + 8 * word)
                    }
                    offset += 8192
                } else {
                    for word in 0..<Self.stretchWords {
                        var rest = words[stretch.start + word]
                        while rest != 0 {
                            put(UInt16(word * 64 + rest.trailingZeroBitCount), at: offset)
                            offset += 2
                            rest &= rest - 1
                        }
                    }
                }
            }
            filled = total
        }
    }
}
