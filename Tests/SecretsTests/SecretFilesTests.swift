import Foundation
import Secrets
import Testing

@Suite struct SecretFilesTests {
    private func with(_ body: (SecretFiles) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(SecretFiles(folder: path))
    }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test func `a secret is replaced, and only its user can read it`() throws {
        try with { secrets in
            #expect(try secrets.value("signing") == nil)
            try secrets.set("signing", to: "first")
            try secrets.set("signing", to: "second")
            #expect(try secrets.value("signing") == "second")
            #expect(try mode(secrets.folder) == 0o700)
            #expect(try mode(secrets.folder + "/signing") == 0o600)
            let files = try FileManager.default.contentsOfDirectory(atPath: secrets.folder)
            #expect(files == ["signing"])
        }
    }

    @Test func `what cannot be replaced stays, and nothing is left beside it`() throws {
        try with { secrets in
            let inside = secrets.folder + "/signing/kept"
            try FileManager.default.createDirectory(
                atPath: inside, withIntermediateDirectories: true)
            #expect(throws: SecretFileError.self) { try secrets.set("signing", to: "new") }
            #expect(FileManager.default.fileExists(atPath: inside))
            let files = try FileManager.default.contentsOfDirectory(atPath: secrets.folder)
            #expect(files == ["signing"])
            #expect(throws: SecretFileError.self) { try secrets.set("Bad name", to: "new") }
        }
    }
}
