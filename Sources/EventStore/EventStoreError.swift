package import Columns
package import Identities

/// Why a dataset cannot be opened or changed.
package enum EventStoreError: Error, Sendable, CustomStringConvertible {
    case unknownDataset(String, known: [String])
    case badDatasetName(String)
    case damagedManifest(path: String, reason: String)
    case newerFormat(path: String, version: Int64)
    case column(ColumnError)
    case identities(IdentitiesError)
    case cannotWrite(path: String, reason: String)
    case locked(home: String)
    /// The plan and the dataset that exists differ in something that an import cannot change.
    case differentPlan(dataset: String, what: String, existing: String, planned: String)
    case propertyType(dataset: String, property: String, existing: String, planned: String)
    case duplicateProperty(String)
    case unknownRoleProperty(role: String, property: String)
    case tooManyEventNames(dataset: String, limit: Int)
    case tooManyEvents(dataset: String, month: String)
    case badBatch(reason: String)
    case nothingToImport(dataset: String)
}
