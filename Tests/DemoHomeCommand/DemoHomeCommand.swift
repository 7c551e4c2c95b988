import DemoCompany
import DemoHome
import Foundation

/// `demo-home FOLDER [USERS]`: a home with the demo company's app log, for browser tests.
@main
struct DemoHomeCommand {
    static func main() throws {
        let arguments = CommandLine.arguments
        let users = arguments.count > 2 ? Int(arguments[2]) ?? 3000 : 3000
        let company = try DemoCompany(
            seed: 1, users: users, days: 90, endingOn: CivilDate("2026-10-31"))
        try DemoHome.write(company, to: URL(filePath: arguments[1]))
    }
}
