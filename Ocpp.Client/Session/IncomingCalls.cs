using Ocpp.Client.Messages;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Session
{
    /// <summary>Passes each call of the central system to the part that answers it, and makes sure that it gets exactly one answer.</summary>
    internal static class IncomingCalls
    {
        public static void Handle(SessionContext c)
        {
            // Rule 16: a rejected charge point answers nothing.
            if (c.Registration.Status == RegistrationStatus.Rejected) return;
            // Called from this frame: parts use flash, and each call frame takes 204 bytes of the heap.
            if (c.Progress != null) c.Progress.Enter();
            SessionPart part = c.Parts;
            while (part != null && !part.TryHandle()) part = part.Next;
            if (c.Progress != null) c.Progress.Leave();
            if (part != null) CheckPayload(c);
            else if (IsKnown(c.Rpc.Frame)) Error(c, "NotSupported", "this charge point does not carry out this action");
            else Error(c, "NotImplemented", "unknown action");
        }

        private static void CheckPayload(SessionContext c)
        {
            if (!c.Payload.IsGood) Error(c, c.Payload.ErrorCode, c.Payload.ErrorText);
        }

        private static void Error(SessionContext c, string code, string text)
        {
            c.Warn("a call is refused, " + code + ": " + text);
            c.Rpc.Error(code, text);
        }

        // Known from the specification, but not carried out (rule 7 tells the two apart).
        private static bool IsKnown(RpcFrame f)
        {
            return f.IsNamed(ChangeAvailability.Action) || f.IsNamed(ReserveNow.Action) || f.IsNamed(CancelReservation.Action)
                || f.IsNamed(SetChargingProfile.Action) || f.IsNamed(ClearChargingProfile.Action)
                || f.IsNamed(GetCompositeSchedule.Action) || f.IsNamed(GetDiagnostics.Action) || f.IsNamed(UpdateFirmware.Action) || f.IsNamed(GetDiagnostics.LogAction)
                || f.IsNamed(SignedUpdateFirmware.Action);
        }
    }
}
