package esdbtest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gossip "github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	features "github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	api "github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// Options are the choices for a server. The zero value is one node without TLS.
type Options struct {
	Nodes int // members of the cluster, one store for all; 0 means 1. Node 0 leads at first.
	// User and Password, when set, switch TLS on: every call on streams must carry them.
	User, Password string
	// Disk makes every append wait for an fsync, as a real server does.
	Disk bool
	// MaxAppendSize in bytes; 0 means 1 MiB.
	MaxAppendSize int
	// Version is what the server says it is; empty means 24.6.0.
	Version string
}

// A Server is a running cluster. Its methods may be called concurrently.
type Server struct {
	o      Options
	store  *store
	faults faults
	tls    *certificate
	dir    string

	mu     sync.Mutex
	nodes  []*node
	leader int
	closed bool
	asked  []int        // scavenges asked for, by node
	held   map[int]bool // nodes that do not carry them out
}

// A node is one member: an address, and a gRPC server while it runs.
type node struct {
	server  *Server
	number  int
	address string
	grpc    *grpc.Server // nil while it is down
	done    chan struct{}
}

// Start starts a server that stops when the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := start(t.TempDir(), o)
	if err != nil {
		t.Fatalf("start EventStoreDB for tests: %v", err)
	}
	t.Cleanup(s.Stop)
	return s
}

func start(dir string, o Options) (*Server, error) {
	if o.Nodes == 0 {
		o.Nodes = 1
	}
	if o.MaxAppendSize == 0 {
		o.MaxAppendSize = 1 << 20
	}
	if o.Version == "" {
		o.Version = "24.6.0"
	}
	s := &Server{o: o, dir: dir, asked: make([]int, o.Nodes), held: map[int]bool{}}
	var d *disk
	var err error
	if o.Disk {
		if d, err = newDisk(filepath.Join(dir, "chunk")); err != nil {
			return nil, err
		}
	}
	s.store = newStore(o.Nodes, d)
	if o.User != "" {
		if s.tls, err = newCertificate(dir); err != nil {
			return nil, err
		}
	}
	for i := range o.Nodes {
		n := &node{server: s, number: i, address: "127.0.0.1:0"}
		s.mu.Lock()
		err := n.up()
		s.mu.Unlock()
		if err != nil {
			s.Stop()
			return nil, err
		}
		s.mu.Lock()
		s.nodes = append(s.nodes, n)
		s.mu.Unlock()
	}
	return s, nil
}

// up listens, on the address that the node had before if it had one.
func (n *node) up() error {
	var l net.Listener
	var err error
	for range 100 { // the old socket may take a moment to go
		if l, err = net.Listen("tcp", n.address); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	n.address = l.Addr().String()
	// The client pings every ten seconds, also without streams.
	opts := []grpc.ServerOption{
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 5 * time.Second, PermitWithoutStream: true}),
		grpc.MaxRecvMsgSize(32 << 20),
		grpc.UnaryInterceptor(n.unary), grpc.StreamInterceptor(n.stream),
	}
	if n.server.tls != nil {
		opts = append(opts, grpc.Creds(credentials.NewServerTLSFromCert(&n.server.tls.pair)))
	}
	g, done := grpc.NewServer(opts...), make(chan struct{})
	api.RegisterStreamsServer(g, &streams{node: n})
	gossip.RegisterGossipServer(g, &gossiper{node: n})
	features.RegisterServerFeaturesServer(g, &feature{version: n.server.o.Version})
	g.RegisterService(operations(), n)
	n.grpc, n.done = g, done
	go func() {
		defer close(done)
		if err := g.Serve(l); err != nil && !errors.Is(err, grpc.ErrServerStopped) {
			panic("esdbtest: serve: " + err.Error())
		}
	}()
	return nil
}

func (n *node) down() {
	if n.grpc != nil {
		n.grpc.Stop()
		<-n.done
		n.grpc = nil
	}
}

// Stop ends the server. Stopping twice is harmless.
func (s *Server) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.nodes {
		n.down()
	}
	if s.store.disk != nil && !s.closed {
		_ = s.store.disk.file.Close() // nothing reads it
	}
	s.closed = true
}

// Down stops the server as a crash would, with all connections; Up starts it again on the
// same addresses. What was appended stays, the memory of recent ids does not.
func (s *Server) Down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.nodes {
		n.down()
	}
	s.store.forget()
}

// Up starts a server that is down. It panics when an address has been taken.
func (s *Server) Up() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.nodes {
		if n.grpc == nil && !s.closed {
			if err := n.up(); err != nil {
				panic("esdbtest: " + err.Error())
			}
		}
	}
}

// Restart is Down and Up.
func (s *Server) Restart() { s.Down(); s.Up() }

// Lead makes another node the leader.
func (s *Server) Lead(node int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leader = node
}

func (s *Server) leading() (number int, address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.leader, s.nodes[s.leader].address
}

// Address returns host and port of a node.
func (s *Server) Address(node int) string { return s.nodes[node].address }

// URL returns a connection string: to the node itself, or by gossip when there are more.
func (s *Server) URL() string {
	var addresses []string
	for _, n := range s.nodes {
		addresses = append(addresses, n.address)
	}
	return s.url(strings.Join(addresses, ","))
}

// DirectURL returns a connection string to one node, whatever its role.
func (s *Server) DirectURL(node int) string { return s.url(s.nodes[node].address) }

func (s *Server) url(hosts string) string {
	if s.tls == nil {
		return "esdb://" + hosts + "?tls=false"
	}
	return "esdb://" + s.o.User + ":" + s.o.Password + "@" + hosts + "?tls=true&tlsCAFile=" + s.tls.caFile
}

// Count returns how many records lie in streams whose names begin with prefix, on
// any node.
func (s *Server) Count(prefix string) int {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	n := 0
	for i, r := range s.store.log {
		if strings.HasPrefix(r.stream, prefix) && slices.ContainsFunc(s.store.gone, func(g map[int]bool) bool { return !g[i] }) {
			n++
		}
	}
	return n
}

// Corrupt replaces bytes in the data of an event, as damage on the server's disk would. It reports
// whether old was there.
func (s *Server) Corrupt(stream string, revision int, old, by string) bool {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	st := s.store.streams[stream]
	if st == nil || revision >= len(st.events) {
		return false
	}
	r := &s.store.log[st.events[revision]]
	changed := strings.Replace(string(r.data), old, by, 1)
	if changed == string(r.data) {
		return false
	}
	r.data = []byte(changed)
	return true
}

// admit lets a call pass that carries the right credentials.
func (n *node) admit(ctx context.Context, method string) error {
	if err := n.server.faults.pass(ctx); err != nil {
		return err
	}
	if n.server.tls == nil || !strings.Contains(method, ".streams.") && !strings.Contains(method, ".operations.") {
		return nil
	}
	md, _ := metadata.FromIncomingContext(ctx)
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(n.server.o.User+":"+n.server.o.Password))
	if got := md.Get("authorization"); len(got) != 1 || got[0] != want {
		return status.Error(codes.Unauthenticated, "Unauthenticated")
	}
	return nil
}

func (n *node) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if err := n.admit(ctx, info.FullMethod); err != nil {
		return nil, err
	}
	return next(ctx, req)
}

func (n *node) stream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	if err := n.admit(ss.Context(), info.FullMethod); err != nil {
		return err
	}
	return next(srv, ss)
}
