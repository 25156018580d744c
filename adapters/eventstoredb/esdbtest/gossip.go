package esdbtest

import (
	"context"
	"net"
	"strconv"
	"time"

	gossip "github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	features "github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/google/uuid"
)

type gossiper struct {
	gossip.UnimplementedGossipServer
	node *node
}

// Read names the members, and which of them leads.
func (g *gossiper) Read(context.Context, *shared.Empty) (*gossip.ClusterInfo, error) {
	s := g.node.server
	s.mu.Lock()
	defer s.mu.Unlock()
	info := &gossip.ClusterInfo{}
	for i, n := range s.nodes {
		host, port := split(n.address)
		state := gossip.MemberInfo_Follower
		if i == s.leader {
			state = gossip.MemberInfo_Leader
		}
		info.Members = append(info.Members, &gossip.MemberInfo{
			InstanceId: wireID(uuid.NewSHA1(uuid.Nil, []byte(n.address))), TimeStamp: time.Now().Unix(),
			State: state, IsAlive: n.grpc != nil,
			HttpEndPoint: &gossip.EndPoint{Address: host, Port: uint32(port)},
		})
	}
	return info, nil
}

func split(address string) (host string, port int) {
	host, p, err := net.SplitHostPort(address)
	if err == nil {
		port, err = strconv.Atoi(p)
	}
	if err != nil {
		panic("esdbtest: address " + address)
	}
	return host, port
}

type feature struct {
	features.UnimplementedServerFeaturesServer
	version string
}

// GetSupportedMethods names the version, and the methods that this server has.
func (f *feature) GetSupportedMethods(context.Context, *shared.Empty) (*features.SupportedMethods, error) {
	m := &features.SupportedMethods{EventStoreServerVersion: f.version}
	for _, name := range []string{"read", "append", "delete", "tombstone"} {
		m.Methods = append(m.Methods, &features.SupportedMethod{ServiceName: "event_store.client.streams.streams", MethodName: name})
	}
	return m, nil
}
