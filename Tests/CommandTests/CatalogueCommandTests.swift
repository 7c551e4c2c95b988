import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct CatalogueCommandTests {
    private func cxm(
        _ folder: URL, _ words: [String], input: String = ""
    ) throws -> CXMProcess.Result {
        let process = CXMProcess.process(["catalogue"] + words, in: folder)
        let names = ["in", "out", "error"].map {
            folder.appending(path: "\($0)-\(UUID().uuidString)")
        }
        for name in names { try Data((name == names[0] ? input : "").utf8).write(to: name) }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        let texts = try names.map { try String(contentsOf: $0, encoding: .utf8) }
        return CXMProcess.Result(
            status: process.terminationStatus, output: texts[1], error: texts[2])
    }

    private static let labels = """
        {"tables": [{"name": "members", "labels": {"ko": "회원"}, "fields": [
          {"name": "gender", "labels": {"ko": "성별", "en": "Gender"}, "value_labels": {
            "F": {"ko": "여자"}, "M": {"ko": "남자"}}},
          {"name": "phone", "personal_data": "direct"}]}]}
        """

    @Test func `a folder is connected, registered, labelled, searched, checked and exported`()
        async throws
    {
        try await SmallShop.withImport { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "lake"), withIntermediateDirectories: true)
            let csv = folder.appending(path: "lake/members.csv")
            try Data("id,gender,phone\nann,F,010-1\nbob,M,010-2\ncat,F,010-3\n".utf8).write(to: csv)
            let connected = try cxm(folder, ["connect", "lake", "lake"])
            #expect(connected.output.contains("Connected 'lake': 1 table."), "\(connected.error)")
            let registered = try cxm(
                folder, ["register", "members", "--connection", "lake", "--user", "id"])
            #expect(registered.output.contains("user key: id"), "\(registered.error)")
            let labelled = try cxm(folder, ["label", "-"], input: Self.labels)
            #expect(labelled.output == "Saved 'members' (revision 2).\n", "\(labelled.error)")
            let shown = try cxm(folder, ["show", "--language", "ko"])
            #expect(shown.output.contains("members  회원") && shown.output.contains("shop"))
            let hits = try cxm(folder, ["search", "ㅅㅂ", "--language", "ko"])
            #expect(
                hits.output == "table    field   value  label\nmembers  gender         성별\n")
            let values = try cxm(
                folder, ["values", "members", "gender", "--language", "ko", "--search", "여"])
            #expect(
                values.output == """
                    members.gender (성별): 3 in all, 2 different values, 0 without

                    value  label  count   share
                    F      여자       2  66.7 %

                    """, "\(values.error)")
            let masked = try cxm(folder, ["values", "members", "phone"])
            #expect(masked.output.contains("masked") && !masked.output.contains("010"))
            #expect(try cxm(folder, ["check"]).status == 0)
            let exported = try cxm(folder, ["export"])
            let imported = try cxm(folder, ["import", "-"], input: exported.output)
            #expect(
                imported.output == "1 connection, 0 tables added, 0 changed, 1 as they were.\n",
                "\(imported.error)")
            try Data("id,phone\nann,010-1\n".utf8).write(to: csv)
            let broken = try cxm(folder, ["check", "members", "--format", "json"])
            #expect(broken.status == 1 && broken.error.isEmpty, "\(broken.error)")
            let json = try JSONValue(parsing: broken.output)
            guard case .array(let findings) = json else { return }
            #expect(findings.first?["drift"]?["problems"] != .array([]))
            let after = try cxm(folder, ["show", "members"])
            #expect(after.output.contains("broken"), "\(after.output)")
        }
    }

    @Test func `what cannot be done is one sentence`() async throws {
        try await SmallShop.withImport { folder in
            let gone = try cxm(folder, ["connect", "x", "nowhere"])
            #expect(gone.status == 1 && gone.error.contains("There is nothing here"))
            let table = try cxm(folder, ["show", "shp"])
            #expect(table.error.contains("the nearest is 'shop'"), "\(table.error)")
            let field = try cxm(
                folder, ["label", "-"],
                input: #"{"name": "shop", "fields": [{"name": "oss", "hidden": true}]}"#)
            #expect(field.error.contains("/fields/0/name"), "\(field.error)")
            let usage = try cxm(folder, ["register", "a", "--connection", "b", "--key", "nokey"])
            #expect(usage.status == 64 && usage.error.contains("should be NAME=VALUE"))
        }
    }
}
