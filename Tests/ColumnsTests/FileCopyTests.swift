import Columns
import Foundation
import Testing

@Suite struct FileCopyTests {
    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 7])
    func `a copy has the same bytes and the same time`(count: Int) throws {
        let path = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
        let folder = Folder(path)
        try folder.create()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.replace("a", with: bytes)
        let content = try FileCopy.copy(path + "/a", to: path + "/b")
        #expect(content == .init(byteCount: Int64(count), checksum: checksumOf(bytes)))
        #expect(try FileCopy.content(of: path + "/b") == content)
        #expect(FileManager.default.contents(atPath: path + "/b") == Data(bytes))
        #expect(try folder.stamp("a") == folder.stamp("b"))
    }

    @Test func `what is not there or no file is an error`() {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(throws: ColumnError.self) {
            try FileCopy.copy(folder + "/cxm-nothing", to: folder + "/cxm-copy")
        }
        #expect(throws: ColumnError.self) { try FileCopy.content(of: folder) }
    }
}
