using System.Text;
using Ocpp.Client.Wire;

namespace Firmware.Page
{
    /// <summary>
    /// The one answer that is under way, in a buffer made once: the content is written behind the room for the head, whose length shows
    /// afterwards, and the head is put in front of it.
    /// </summary>
    public sealed class PageAnswer
    {
        /// <summary>Room for the status line and the header fields.</summary>
        public const int HeadBytes = 352;

        /// <summary>Status: the client shall come again.</summary>
        public const int Busy = 503;

        private const int Failed = 500;

        private readonly JsonWriter _body;

        /// <param name="content">Bytes of the content at most.</param>
        public PageAnswer(int content)
        {
            _body = new JsonWriter(new byte[HeadBytes + content]);
        }

        /// <summary>Begins an answer. Its content is written to what is returned; then <see cref="End"/>.</summary>
        public JsonWriter Begin()
        {
            _body.Begin(_body.Buffer, HeadBytes);
            return _body;
        }

        /// <summary>The answer stands in <see cref="Bytes"/> from here on.</summary>
        public int Start { get; private set; }

        /// <summary>Bytes of the whole answer.</summary>
        public int Length { get; private set; }

        /// <summary>The buffer of the answer.</summary>
        public byte[] Bytes => _body.Buffer;

        /// <summary>Puts the head in front of the content that was written. False without content: the client is asked to come again.</summary>
        public bool End(PageContent content)
        {
            if (_body.Overflowed || _body.Length == 0)
            {
                Refuse(_body.Overflowed ? Failed : Busy);
                return false;
            }
            Head(RequestHead.Ok, content == PageContent.Health ? "application/json" : "text/html; charset=utf-8");
            return true;
        }

        /// <summary>An answer of a status and its name.</summary>
        public void Refuse(int status)
        {
            Begin();
            _body.Raw(NameOf(status));
            _body.Byte('\n');
            Head(status, "text/plain");
        }

        private void Head(int status, string type)
        {
            int length = _body.Length;
            string head = "HTTP/1.1 " + NameOf(status) + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n"
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
                + More(status) + "\r\n";
            Start = HeadBytes - head.Length;
            Length = head.Length + length;
            Encoding.UTF8.GetBytes(head, 0, head.Length, Bytes, Start);
        }

        private static string More(int status)
        {
            if (status == RequestHead.WrongMethod) return "Allow: GET\r\n";
            // A browser that shows this asks again by itself.
            return status == Busy ? "Retry-After: 2\r\nRefresh: 2\r\n" : "";
        }

        private static string NameOf(int status)
        {
            switch (status)
            {
                case RequestHead.Ok: return "200 OK";
                case RequestHead.BadRequest: return "400 Bad Request";
                case RequestHead.NotFound: return "404 Not Found";
                case RequestHead.WrongMethod: return "405 Method Not Allowed";
                case RequestHead.LineTooLong: return "414 URI Too Long";
                case RequestHead.TooLarge: return "431 Request Header Fields Too Large";
                case Busy: return "503 Service Unavailable";
                default: return "500 Internal Server Error";
            }
        }
    }
}
