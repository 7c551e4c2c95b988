import Warehouses

/// Finds out why reading a file has failed.
struct ImportFailure {
    let warehouse: any Warehouse
    let select: any RowSelect

    /// The error in words of the import: the value that does not fit, the condition, or the file.
    func explained(_ error: WarehouseError) async throws -> any Error {
        if error.description.contains(PropertyExpression.misfit),
            let misfit = try await MisfitReader(warehouse: warehouse, select: select).first()
        {
            return misfit
        }
        switch error.code {
        case .cancelled, .libraryMissing, .connection, .outOfMemory: return error
        case .syntax, .unknownName, .badValue:
            if let condition = select.condition {
                return OperationError.badCondition(condition, error)
            }
        default: break
        }
        return OperationError.unreadable(select.file, error)
    }
}
