import ArgumentParser
import Operations
import WarehouseDuckDB
import Warehouses

/// `cxm doctor`
struct DoctorCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check libraries, home and datasets.")

    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let findings = [library(workplace)] + ExamineHome(home: workplace.home)()
        for finding in findings {
            Terminal.write(
                "\(finding.isSound ? "ok     " : "wrong  ")\(finding.subject): \(finding.words)\n")
        }
        let faults = findings.count { !$0.isSound }
        guard faults == 0 else {
            throw CommandFailure("\(Grouped.count(faults, "thing")) found wrong; see above.")
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
