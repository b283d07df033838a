using Firmware.Panel;
using Ocpp.Client.Session;

namespace Firmware
{
    internal sealed partial class OcppWorker
    {
        /// <summary>Reports the result of a card to the panel, once the mailbox with its command is empty.</summary>
        partial void TellPanel()
        {
            OperatorPanel panel = _firmware.Ports.Panel;
            if (panel == null || _firmware.OcppCommands.Count > 0) return;
            TransactionControl transactions = _point.Transactions;
            string asked = panel.Asked;
            panel.Watch(transactions.Running, transactions.Authorized, transactions.Preparing, asked != null && transactions.WaitsForAnother(asked));
        }
    }
}
