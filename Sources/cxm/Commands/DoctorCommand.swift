import ArgumentParser
import Metadata
import Operations
import WarehouseDuckDB
import Warehouses

/// `cxm doctor`
struct DoctorCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check libraries, home and datasets.")

    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let findings =
            [library(workplace)] + ExamineHome(home: workplace.home)()
            + (await metadata(workplace).map { [$0] } ?? [])
        for finding in findings {
            Terminal.write(
                "\(finding.isSound ? "ok     " : "wrong  ")\(finding.subject): \(finding.words)\n")
        }
        let faults = findings.count { !$0.isSound }
        guard faults == 0 else {
            throw CommandFailure("\(Grouped.count(faults, "thing")) found wrong; see above.")
        }
    }

    /// Nil where nothing was ever saved.
    private func metadata(_ workplace: Workplace) async -> ExamineHome.Finding? {
        guard workplace.home.hasMetadata else { return nil }
        do {
            try await workplace.metadata().verify()
            return .init("metadata", isSound: true, "all bytes as written")
        } catch {
            return .init("metadata", isSound: false, "\(error)")
        }
    }

    private func library(_ workplace: Workplace) -> ExamineHome.Finding {
        do throws(WarehouseError) {
            let library = try DuckDBLibrary.load(setting: workplace.settings.library)
            return .init("DuckDB", isSound: true, "\(library.version) at \(library.path)")
        } catch {
            return .init("DuckDB", isSound: false, error.sentence)
        }
    }
}
