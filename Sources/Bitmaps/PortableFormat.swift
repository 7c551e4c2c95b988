/// Checks bytes in the portable Roaring format before C code reads them.
///
/// The format: <https://github.com/RoaringBitmap/RoaringFormatSpec>.
struct PortableFormat {
    private let bytes: [UInt8]
    private var offset = 0

    private static let cookieWithRuns: UInt32 = 12347
    static let cookieWithoutRuns: UInt32 = 12346
    private static let fewestWithOffsets = 4
    static let mostInArray = 4096

    /// What is wrong with the bytes; nil where they are one sound bitmap and nothing more.
    ///
    /// `visit` gets each sound container, and where its numbers begin, before later ones are checked.
    static func fault(
        in bytes: [UInt8], visit: (Container, Int) -> Void = { _, _ in }
    ) -> String? {
        var format = PortableFormat(bytes: bytes)
        return format.fault(visit)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A stretch of 65,536 numbers.
    struct Container {
        let key: UInt16
        let count: Int
        let hasRuns: Bool

        /// Plain bits, not a list of numbers.
        var hasBits: Bool { !hasRuns && count > PortableFormat.mostInArray }
    }

    private mutating func fault(_ visit: (Container, Int) -> Void) -> String? {
        guard let containers = header() else { return "its header" }
        for (index, container) in containers.enumerated() {
            if index > 0, containers[index - 1].key >= container.key { return "its keys" }
            let start = offset
            guard isSound(container) else { return "the numbers from \(container.key) * 65536 on" }
            visit(container, start)
        }
        return offset == bytes.count ? nil : "\(bytes.count - offset) bytes too many"
    }

    private mutating func header() -> [Container]? {
        guard let cookie = number(4) else { return nil }
        var count = 0
        var runFlags: [UInt8] = []
        if cookie & 0xFFFF == Self.cookieWithRuns {
            count = Int(cookie >> 16) + 1
            for _ in 0..<(count + 7) / 8 {
                guard let flags = number(1) else { return nil }
                runFlags.append(UInt8(flags))
            }
        } else {
            guard cookie == Self.cookieWithoutRuns, let size = number(4), size <= 1 << 16 else {
                return nil
            }
            count = Int(size)
        }
        var containers: [Container] = []
        for index in 0..<count {
            guard let key = number(2), let last = number(2) else { return nil }
            let hasRuns = !runFlags.isEmpty && runFlags[index / 8] >> (index % 8) & 1 == 1
            containers.append(
                Container(key: UInt16(key), count: Int(last) + 1, hasRuns: hasRuns))
        }
        let hasOffsets = runFlags.isEmpty || count >= Self.fewestWithOffsets
        return !hasOffsets || areOffsetsSound(containers) ? containers : nil
    }

    /// Reads the offsets, which must be where the containers follow each other.
    private mutating func areOffsetsSound(_ containers: [Container]) -> Bool {
        var expected = offset + 4 * containers.count
        for container in containers {
            guard let found = number(4), Int(found) == expected else { return false }
            if container.hasRuns {
                guard expected + 2 <= bytes.count else { return false }
                let runs = Int(bytes[expected]) | Int(bytes[expected + 1]) << 8
                expected += 2 + 4 * runs
            } else {
                expected += container.count > Self.mostInArray ? 8192 : 2 * container.count
            }
        }
        return true
    }

    private mutating func isSound(_ container: Container) -> Bool {
        if container.hasRuns { return areRunsSound(container) }
        return container.count > Self.mostInArray
            ? areBitsSound(container) : isArraySound(container)
    }

    private mutating func isArraySound(_ container: Container) -> Bool {
        let size = 2 * container.count
        guard offset + size <= bytes.count else { return false }
        let start = offset
        offset += size
        return unsafe bytes.withUnsafeBytes { buffer in
            var last = -1
            var ascend = true
            for place in stride(from: start, to: start + size, by: 2) {
                let value = unsafe Int(
                    UInt16(
                        littleEndian: buffer.loadUnaligned(
                            fromByteOffset: place, as: UInt16.self)))
                ascend = ascend && value > last
                last = value
            }
            return ascend
        }
    }

    private mutating func areBitsSound(_ container: Container) -> Bool {
        guard offset + 8192 <= bytes.count else { return false }
        let start = offset
        offset += 8192
        let count = unsafe bytes.withUnsafeBytes { buffer in
            var count = 0
            for place in stride(from: start, to: start + 8192, by: 8) {
                count += unsafe buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    .nonzeroBitCount
            }
            return count
        }
        return count == container.count
    }

    private mutating func areRunsSound(_ container: Container) -> Bool {
        guard let runs = number(2) else { return false }
        var (end, count) = (-1, 0)
        for _ in 0..<runs {
            guard let start = number(2), let length = number(2), Int(start) > end else {
                return false
            }
            end = Int(start) + Int(length)
            count += Int(length) + 1
        }
        return end < 1 << 16 && count == container.count
    }

    private mutating func number(_ size: Int) -> UInt32? {
        guard offset + size <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in 0..<size { value |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
        offset += size
        return value
    }
}
