namespace Ocpp.Client.Messages
{
    /// <summary>LogEnumType (W): GetDiagnostics asks for the first.</summary>
    public enum LogKind
    {
        DiagnosticsLog,
        SecurityLog,
    }
}
