import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

/// The bank's tables of 1999 as a folder of CSV files.
@Suite(
    .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .enabled(if: SharedData.url("data/berka") != nil, Comment(rawValue: SharedData.absence)))
struct BerkaCatalogueTests {
    private static let names = ["account", "card", "client", "disp", "district", "loan", "order"]

    private func withBank(_ body: (CatalogueFixture) async throws -> Void) async throws {
        let source = try #require(SharedData.url("data/berka"))
        try await CatalogueFixture.with { fixture in
            let folder = fixture.folder.appending(path: "bank")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in Self.names {
                try FileManager.default.copyItem(
                    at: source.appending(path: name + ".asc"),
                    to: folder.appending(path: name + ".csv"))
            }
            try FileManager.default.copyItem(
                at: source.appending(path: "trans_first49102.asc.gz"),
                to: folder.appending(path: "trans.csv.gz"))
            try await fixture.connect("bank", to: "bank")
            try await body(fixture)
        }
    }

    @Test func `the bank is browsed, registered, labelled and counted`() async throws {
        try await withBank { fixture in
            let tables = try await BrowseWarehouse(fixture.context)("bank")
            #expect(tables.map { $0.path[0] } == Self.names + ["trans"])
            let register = RegisterTable(fixture.context)
            for (name, user, keys, time) in [
                ("client", "client_id", [:], nil),
                ("disp", "client_id", ["account": "account_id"], nil),
                ("loan", nil, ["account": "account_id"], "date"),
                ("trans", nil, ["account": "account_id"], "date"),
            ] as [(String, String?, [String: String], String?)] {
                var wish = TableRegistration(
                    name: name, connection: "bank", path: [name], userKey: user, keys: keys)
                if let time {
                    wish.roles = [.time: time]
                    wish.timeFormats = [time: "%y%m%d"]
                }
                _ = try await register(wish)
            }
            let changes = try TableChange.list(
                JSONValue(
                    parsing: """
                        {"tables": [{"name": "loan", "labels": {"ko": "대출"}, "fields": [
                          {"name": "status", "labels": {"ko": "상태"}, "value_labels": {
                            "A": {"ko": "상환 완료"}, "B": {"ko": "미상환"}, "C": {"ko": "정상 진행"},
                            "D": {"ko": "연체"}}}]},
                         {"name": "disp", "fields": [{"name": "type", "value_labels": {
                            "OWNER": {"ko": "소유자"}, "DISPONENT": {"ko": "사용자"}}}]}]}
                        """))
            _ = try await EditCatalogue(fixture.context)(changes)
            let values = FieldValues(fixture.context)
            let status = try await values("loan", field: "status")
            #expect(status.values.map(\.text) == ["C", "A", "D", "B"])
            #expect(status.values.map(\.count) == [403, 203, 45, 31] && status.rowCount == 682)
            let late = try await values("loan", field: "status", search: "ㅇㅊ")
            #expect(late.values.map(\.text) == ["D"])
            let type = try await values("disp", field: "type", search: "소ㅇ")
            #expect(type.values.map(\.text) == ["OWNER"] && type.values[0].count == 4500)
            #expect(try await values("client", field: "client_id").distinctCount == 5369)
            let trans = try await values("trans", field: "trans_id")
            #expect(trans.rowCount == 49_102 && trans.distinctCount == 49_102)
            let loan = try await TableFreshness(fixture.context)("loan")
            #expect(loan.dataUntil == 913_042_800_000)  // 1998-12-08 in Seoul
            let date = try await values("loan", field: "date")
            #expect(date.minimum == "1993-07-05T00:00:00.000+09:00" && date.unreadableCount == 0)
            #expect(try await CheckDrift(fixture.context)().allSatisfy(\.drift.isSound))
        }
    }
}
