import Columns
import Definitions
import Identities

extension EventStoreError {
    package var description: String {
        switch self {
        case .unknownDataset(let name, let known): Self.unknown(name, known)
        case .badDatasetName(let name):
            "'\(name)' cannot name a dataset. Use 1 to 64 letters, digits, '-' and '_', a letter or "
                + "digit first."
        case .damagedManifest(let path, let reason):
            "\(path): The dataset's manifest is damaged (\(reason)). Restore it from a backup, or "
                + "import the data again."
        case .newerFormat(let path, let version):
            "\(path): Written by a newer CXM (format \(version)); use that version."
        case .column(let error): error.description
        case .identities(let error): error.description
        case .cannotWrite(let path, let reason):
            "\(path): Cannot be written (\(reason)); nothing that was there before has changed."
        case .locked(let home):
            "\(home): Another process is changing this home. Wait until it has finished, or stop "
                + "it, and try again."
        case .differentPlan(let dataset, let what, let existing, let planned):
            "The dataset '\(dataset)' has the \(what) \(existing), and this import says \(planned). "
                + "Import with \(existing), or into a new dataset."
        case .propertyType(let dataset, let property, let existing, let planned):
            "The property '\(property)' of the dataset '\(dataset)' has the type \(existing), and "
                + "this import brings \(planned). Convert the column, or give it another name."
        case .duplicateProperty(let name):
            "The property '\(name)' is given twice. Name each property once."
        case .unknownRoleProperty(let role, let property):
            "The role '\(role)' names the property '\(property)', which is not imported. Add it to "
                + "the properties."
        case .tooManyEventNames(let dataset, let limit):
            "The dataset '\(dataset)' would have more than \(limit) event names. Choose a column "
                + "that names the kind of event, and import what varies as a property."
        case .tooManyEvents(let dataset, let month):
            "The dataset '\(dataset)' would have more than 4,294,967,295 events in \(month). Import "
                + "fewer events, or split them over several datasets."
        case .badBatch(let reason): "The events cannot be taken in: \(reason)."
        case .nothingToImport(let dataset):
            "There is no event to import into the dataset '\(dataset)': no row has a user, a time "
                + "and an event name. Check the columns chosen for them."
        }
    }

    private static func unknown(_ name: String, _ known: [String]) -> String {
        let nearest = nearestName(to: name, among: known).map { "; the nearest is '\($0)'" }
        return "There is no dataset '\(name)'\(nearest ?? ""). "
            + (known.isEmpty
                ? "Import one with 'cxm import events'."
                : "Known are \(known.map { "'\($0)'" }.joined(separator: ", ")).")
    }
}
