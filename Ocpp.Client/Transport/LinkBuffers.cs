using Charger.Runtime;

namespace Ocpp.Client.Transport
{
    /// <summary>The two large buffers of a session, out of pools that were made at the start; one owner thread.</summary>
    public sealed class LinkBuffers : IResource
    {
        public LinkBuffers(LinkLimits limits, int sessions = 1)
        {
            ReceivePool = new BufferPool("ws-receive", sessions, limits.UsualReceiveBytes < limits.ReceiveBytes ? limits.UsualReceiveBytes : limits.ReceiveBytes);
            SendPool = new BufferPool("ws-send", sessions, limits.SendBytes + WebSocketProtocol.MaxHeaderBytes);
        }

        public BufferPool ReceivePool { get; }

        public BufferPool SendPool { get; }

        /// <summary>Null while no session has it.</summary>
        public byte[] Receive { get; private set; }

        public byte[] Send { get; private set; }

        public int InUse => ReceivePool.InUse + SendPool.InUse;

        /// <summary>False when a pool is empty; what was taken is given back at once.</summary>
        public bool TryRent()
        {
            Release();
            Receive = ReceivePool.Rent();
            Send = SendPool.Rent();
            if (Receive != null && Send != null) return true;
            Release();
            return false;
        }

        public void Release()
        {
            byte[] receive = Receive;
            byte[] send = Send;
            Receive = Send = null;
            if (receive != null) ReceivePool.Return(receive);
            if (send != null) SendPool.Return(send);
        }
    }
}
