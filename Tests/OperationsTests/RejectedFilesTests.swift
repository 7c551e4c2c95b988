import Definitions
import Foundation
import Testing

@testable import Operations

@Suite struct RejectedFilesTests {
    @Test(arguments: [
        ("loans-2026-11-23T09-15-00.csv", true), ("loans-2026-11-23T09-15-00-2.csv", true),
        ("loans-2026-11-23T09-15-00-8.csv", true), ("loans-2026-11-23T09-15-00-1.csv", false),
        ("loans-2026-11-23T09-15-00-22.csv", false), ("loans-eu-2026-11-23T09-15-00.csv", false),
        ("loans-2026-2026-11-23T09-15-00.csv", false), ("loans-2026-11-23.csv", false),
        ("loans-2026-11-23T09:15:00.csv", false), ("loans-2026-11-23T09-15-00.txt", false),
        ("loans-.csv", false), ("loans-", false), ("loans.csv", false), ("", false),
    ])
    func `a file of rejected rows is a dataset's where the rest of its name is a time`(
        file: String, isOurs: Bool
    ) {
        #expect(RejectsWriter.isFile(file, of: "loans") == isOurs)
    }

    @Test(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
    func `imports are listed with their own rejected rows, not with those of a longer name`()
        async throws
    {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                "user,time,event\nann,2026-01-01T09:00:00Z,visit\n,2026-01-01T09:00:00Z,visit\n",
                named: "a.csv")
            try await fixture.run(["a.csv"])
            let folder = fixture.home.path + "/rejects"
            let written = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder).first)
            let later = "test-2099-01-01T00-00-00.csv"
            for name in [later, "test-eu-2099-01-01T00-00-00.csv"] {
                #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: nil))
            }
            guard case .array(let entries) = try ListImports(home: fixture.home)() else {
                Issue.record("a list of imports")
                return
            }
            #expect(entries.first?["rejects"] == .array([.string(later), .string(written)]))
        }
    }
}
